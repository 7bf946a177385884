"""The charts of "What was seen, and at how many stations?", one a view, with their pictures and tables to save."""

from collections.abc import Callable
from dataclasses import dataclass

from charts import violations as drawn
from charts.theme import Look
from locales import text
from schemas.election import Election
from schemas.message import Message
from services import download
from services.violations import Seen
from ui import pictures, tiles
from ui import violations as pieces
from ui.kept import Keeper
from ui.pictures import Spec
from ui.tiles import Grid
from ui.tools import Download

VIEWS = {
    "items": Message("What was seen", "view"),
    "incidents": Message("Incidents", "view"),
    "kept_out": Message("Observers kept out", "view"),
    "timeline": Message("Hours", "view"),
}
SOURCE = Message("Own reports: presence, opening, turnout, count, closing, violation")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page is of: its numbers, the election, the filters and the ledger's length."""

    found: Seen
    election: Election
    phase: str
    filters: tuple[str, ...]
    length: int

    @property
    def keeper(self) -> Keeper:
        return Keeper(self.election, self.filters, self.length)

    def items(self, look: Look) -> Spec:
        title = text("What was seen, and at how many stations")
        rows = pieces.item_rows(self.found, self.phase)
        return drawn.as_spec(drawn.seen_at(rows, look, title=title, simulated=self.election.is_simulated))

    def kept_out(self, look: Look) -> Spec:
        key = text("stations, of those with a report of arrival or leaving")
        rows = pieces.kept_out_rows(self.found)
        return drawn.as_spec(
            drawn.station_bars(rows, look, title=text("Observers kept out"), key=key, simulated=self.election.is_simulated)
        )

    def timeline(self, look: Look) -> Spec:
        return drawn.as_spec(drawn.hours(self.found.hours, look, simulated=self.election.is_simulated))

    def builders(self) -> dict[str, Callable[[Look], Spec]]:
        return {"items": self.items, "kept_out": self.kept_out, "timeline": self.timeline}

    def pictures(self) -> list[tuple[str, Download]]:
        """A picture with nothing in it is not offered, nor a table without a row."""
        n, source = self.found.asked_stations, text(SOURCE)
        of = {"items": self.found.items, "kept_out": self.found.kept_out, "timeline": self.found.hours}
        return [
            (text(VIEWS[code]), pictures.save(code, self.election, build, n=n, source=source))
            for code, build in self.builders().items()
            if len(of[code])
        ]

    def tables(self) -> list[tuple[str, Download]]:
        seen, told = self.found.items, self.found.incidents
        files = [
            (seen, (text("What was seen", "view"), Download("seen.csv", "text/csv", lambda: download.table_csv(seen)))),
            (told, (text("Incidents", "view"), Download("incidents.csv", "text/csv", lambda: download.table_csv(told)))),
        ]
        return [file for rows, file in files if len(rows)]

    def grid(self, grid: Grid, item: str) -> None:
        """The regions; a tap narrows the page to one. The numbers are those of the whole country."""
        rule, region, _ = self.filters
        codes = [str(code) for code in self.found.regions["region_code"]]
        tiles.show(grid, "seen", self.election, (rule, item), self.length, options=codes, chosen=region)

    def chart(self, view: str, takeaway: str) -> None:
        """The chart of a view; incidents are panels and have none."""
        build = self.builders().get(view)
        if build is not None:
            spec = pictures.spec(view, self.election, self.filters, build, self.length)
            pictures.show(spec, alt=takeaway, key=f"chart_{view}")

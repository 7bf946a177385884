"""The pieces of the official page: its sentence, its caveats, its charts."""

import pandas as pd

from charts import official as drawn
from charts import rendering
from charts.theme import Look
from charts.tiles import ANNOUNCED
from locales import clock, language, text
from schemas.message import Message
from schemas.official import STATUS_NAMES, OfficialStatus
from services.official import Official
from services.wording import begun, source_title, strong, strong_share
from ui import official_sums, tiles
from ui.headline import Badge
from ui.pictures import Spec
from ui.tiles import Grid

MOST_PUBLISHERS = 3
"""More names than these make no sentence: their number says it, and the page has them all."""


def source(found: Official) -> str:
    """Who published it, for what leaves the page: a quoted sentence, a saved picture."""
    publishers = list(dict.fromkeys(source_title(each) for each in found.publishers))
    if 0 < len(publishers) <= MOST_PUBLISHERS:
        return text("{publishers}; sources: {n}", publishers=", ".join(publishers), n=found.sources)
    return text("{n} publishers; sources: {sources}", n=len(publishers), sources=found.sources)


def sentence(found: Official) -> str:
    """The country's totals as published, each share with what it is of; what was not found is said."""
    if not found.figures_n():
        return text("No published figure of this election is stored.")
    totals = found.totals
    parts = []
    if totals.registered_voters is not None and totals.ballots_issued is not None:
        parts.append(
            text(
                "Of {list} voters on the list {issued} received ballots: {share} of the list, as announced ({status}).",
                list=strong(totals.registered_voters),
                issued=strong(totals.ballots_issued),
                share=strong_share(totals.turnout_share, _turnout_decimals(found)),
                status=text(STATUS_NAMES[OfficialStatus(totals.turnout_status)]) if totals.turnout_status else "–",
            )
        )
    elif totals.turnout_share is not None:
        parts.append(
            text(
                "Announced turnout is {share} of the list ({status}).",
                share=strong_share(totals.turnout_share, _turnout_decimals(found)),
                status=text(STATUS_NAMES[OfficialStatus(totals.turnout_status)]),
            )
        )
    if found.leader is not None:
        parts.append(_leader(found, found.leader))
    return " ".join(parts) or official_sums.sentence(found) or text(
        "No national total was found for this election; each figure that was found stands under “{view}”.", view=text("All figures", "view")
    )


def _turnout_decimals(found: Official) -> int:
    """As many as the announced turnout was printed with; two where the text of the print is not known."""
    return max(map(decimals, found.turnout_as_printed), default=2)


def _leader(found: Official, row: pd.Series) -> str:
    """The option with most votes: one number of votes, its share on every base that was published."""
    values = {"votes_share": Message("{share} of votes for all options"), "issued_share": Message("{share} of voters who received ballots"),
              "list_share": Message("{share} of the list")}  # fmt: skip
    shares = [text(words, share=strong_share(row[base], 2)) for base, words in values.items() if pd.notna(row[base])]
    votes, name = row["votes"], option_name(found, row["option_code"])
    return text("{name}: {votes} votes = {shares}.", name=name, votes=strong(int(votes)), shares=" = ".join(shares))


def badges(found: Official, contradictions: int) -> list[Badge]:
    made = []
    if found.figures_n():
        made = [Badge(text("sources: {n}", n=found.sources), "gray"), Badge(text("figures: {n}", n=found.figures_n()), "gray")]
    if contradictions:
        made.append(Badge(text("contradictions between outlets: {n}", n=contradictions), "yellow"))
    return made


def caveats(found: Official) -> list[str]:
    """What the figures do not say: the split of ballots without a vote, the hours that no source has, the levels."""
    made = []
    without = found.totals.without_vote
    if without is not None and not found.election.is_simulated:
        made.append(
            text(
                "Voters who received ballots less votes for options: {n}. The sources do not say how many of these ballots were invalid.",
                n=without,
            )
        )
    if found.not_found:
        hours = ", ".join(clock(at, found.election.capital_zone) for at in found.not_found)
        made.append(text("Turnout at {hours} capital time: not found in any source.", hours=hours))
    if not found.election.published.by_station:
        made.append(text("Nothing is published by polling station."))
    return made


def option_name(found: Official, code: str) -> str:
    options = found.contest.options if found.contest else ()
    return next((each.name.in_language(language()) for each in options if each.code == code), code.replace("_", " ").title())


def unit_name(row: pd.Series) -> str:
    name = row[f"name_{language()}"]
    return str(name) if pd.notna(name) and name else str(row["unit_id"])


def bases_chart(found: Official, look: Look) -> Spec:
    rows = found.options.dropna(subset=["votes_share", "issued_share", "list_share"], how="all")
    said_by_option = found.polls.groupby("option_code")["poll_share"].agg(list).to_dict()
    frame = pd.DataFrame(
        {
            "name": [option_name(found, code) for code in rows["option_code"]],
            **{base: rows[base].to_list() for base in drawn.BASES},
            "polls": [said_by_option.get(code, []) for code in rows["option_code"]],
        }
    )
    return rendering.specification(drawn.bases(frame, look, simulated=found.election.is_simulated))


def day_grid(found: Official) -> Grid | None:
    """Announced turnout by region at the last hour that most regions have; None where no region's was published."""
    rows = found.turnout[found.turnout["level"] == "region"]
    if rows.empty:
        return None
    counted = rows.groupby("as_of_at").size()
    last = counted[counted == counted.max()].index.max()
    own = rows[rows["as_of_at"] == last]
    return Grid(
        tiles.shares(
            [str(code) for code in dict.fromkeys(rows["unit_id"])], dict(zip(own["unit_id"], own["share"], strict=True)),
            found.election.held_on, {code: decimals(printed) for code, printed in zip(own["unit_id"], own["as_printed"], strict=True)}),
        text("Announced turnout by region, {hour}", hour=clock(last, found.election.capital_zone)),
        text("voters who received ballots, share of the list, as announced; hour of the capital"),
        ANNOUNCED,
    )


def decimals(printed: str) -> int:
    """How many decimals the source printed."""
    return len(printed.replace("%", "").strip().replace(",", ".").partition(".")[2])


def day_chart(found: Official, look: Look) -> Spec:
    rows = found.turnout[found.turnout["level"].isin(["country", "region"])]
    zone = found.election.capital_zone
    frame = pd.DataFrame(
        {
            "name": [begun(unit_name(row)) for _, row in rows.iterrows()],
            "x": rows["share"].to_list(),
            "hour": [clock(at, zone) for at in rows["as_of_at"]],
            "last": (rows["as_of_at"] == rows.groupby("unit_id")["as_of_at"].transform("max")).to_list(),
            "country": (rows["level"] == "country").to_list(),
        }
    )
    order = frame[frame["last"]].sort_values(["country", "x"], ascending=[False, False], kind="stable")["name"]
    frame = frame.assign(place=frame["name"].map({name: place for place, name in enumerate(order)})).sort_values(
        ["place", "x"], kind="stable"
    )
    chart = drawn.day(
        frame[["name", "x", "hour", "last"]],
        look,
        simulated=found.election.is_simulated,
        hours=[clock(at, zone) for at in sorted(rows["as_of_at"].unique())],
        not_found=[clock(at, zone) for at in found.not_found],
    )
    return rendering.specification(chart)

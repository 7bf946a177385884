"""Reference tables -> official sources with their figures.

The commission's "ballots received" (voters who received a ballot, the numerator of its turnout) becomes `ballots_issued`; our
`ballots_received` is what a station got from above and occurs in none of these tables. Clock times are capital time."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from data.formats.reference import rows
from data.formats.reference_claims import source_of
from schemas import canonical
from schemas.figure import FIGURE_UNITS, FigureCode
from schemas.official import Basis, Confidence, OfficialFigure, OfficialSource, OfficialStatus

CAPITAL = ZoneInfo("Asia/Almaty")
COUNTRY = "KZ"
Row = dict[str, str]
Publication = tuple[OfficialSource, tuple[OfficialFigure, ...]]
C, S = FigureCode, OfficialStatus

CONTESTS: dict[str, str] = {
    "kz-2016-mazhilis": "party-list",
    "kz-2019-president": "president",
    "kz-2020-senate": "senate",
    "kz-2020-nur-otan-primaries": "primaries",
    "kz-2021-mazhilis": "party-list",
    "kz-2021-maslikhat": "party-list",
    "kz-2022-referendum": "question",
    "kz-2022-president": "president",
    "kz-2023-mazhilis": "party-list",
    "kz-2024-referendum": "question",
    "kz-2026-referendum": "question",
}
"""The contest of each election that its published votes belong to."""

NOT_OPTIONS: dict[str, FigureCode] = {
    "INVALID": C.BALLOTS_INVALID,
    "BOTH_MARKED": C.BOTH_OPTIONS_MARKED,
    "NOT_ESTABLISHED_FORM": C.BALLOTS_NOT_ESTABLISHED_FORM,
}
"""Rows of a results table that are ballots, not votes for an option."""

KEY_FIGURES: dict[str, tuple[FigureCode, OfficialStatus]] = {
    "registered_voters": (C.REGISTERED_VOTERS, S.FINAL),
    "ballots_received": (C.BALLOTS_ISSUED, S.FINAL),
    "votes_for_parties": (C.VOTES_FOR_OPTIONS, S.FINAL),
    "turnout_final": (C.TURNOUT_ISSUED_SHARE, S.FINAL),
    "polling_stations_election_day": (C.STATIONS, S.FINAL),
}
UNIT_OF_PLACE: dict[str, str] = {"all levels": COUNTRY, "Almaty city": "KZ-75", "Shymkent city": "KZ-79", "Rudny city": "KZ-39/rudny"}
PARTY_SPEAKERS: dict[str, str] = {"all levels": "B. Baibek, Nur Otan"}


def as_of(day: str, clock: str) -> datetime | None:
    """A day and a clock time of the capital as an instant: UTC+6 until 29 February 2024, UTC+5 since. None for "final"."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", clock)
    if found is None:
        return None
    return datetime.combine(date.fromisoformat(day), time(int(found.group(1)), int(found.group(2))), CAPITAL)


def _figure(
    row: Row,
    code: FigureCode,
    printed: str,
    status: OfficialStatus,
    *,
    unit_id: str = COUNTRY,
    option: str = "",
    basis: Basis = Basis.NONE,
    at: datetime | None = None,
    note: str = "",
    speaker: str = "",
    confidence: str = "",
) -> OfficialFigure:
    election_id = row["election_id"]
    is_share = code in (C.TURNOUT_ISSUED_SHARE, C.VOTES_SHARE)
    in_contest = code not in (C.REGISTERED_VOTERS, C.BALLOTS_ISSUED, C.TURNOUT_ISSUED_SHARE, C.STATIONS)
    return OfficialFigure(
        election_id=election_id,
        unit_id=unit_id or COUNTRY,
        contest_id=CONTESTS[election_id] if in_contest else "",
        code=code,
        option_code=option,
        unit=FIGURE_UNITS[code],
        value=round(float(printed) / 100, 8) if is_share else int(printed),
        as_printed=printed,
        basis=basis,
        status=status,
        as_of_at=at,
        locator=row["locator"],
        confidence=Confidence(confidence or row["confidence"]),
        note=note or row.get("note", ""),
        speaker=speaker,
    )


def _present(row: Row, *figures: tuple[str, Callable[[str], OfficialFigure]]) -> Iterator[OfficialFigure]:
    """A figure for each named column that is not empty."""
    for column, make in figures:
        if row[column]:
            yield make(row[column])


def turnout(row: Row) -> Iterator[OfficialFigure]:
    """turnout.csv: an announced share of the list, with its counts where they were printed."""
    at, status, unit_id = as_of(row["as_of_date"], row["as_of_capital_time"]), S(row["status"]), row["region_iso"]
    yield from _present(
        row,
        (
            "turnout_pct",
            lambda text: _figure(row, C.TURNOUT_ISSUED_SHARE, text, status, unit_id=unit_id, at=at, basis=Basis.ISSUED_OF_LIST),
        ),
        ("ballots_received_or_participants", lambda text: _figure(row, C.BALLOTS_ISSUED, text, status, unit_id=unit_id, at=at)),
        ("registered_voters", lambda text: _figure(row, C.REGISTERED_VOTERS, text, status, unit_id=unit_id, at=at)),
    )


def elections(row: Row) -> Iterator[OfficialFigure]:
    """elections.csv: the list, the voters who received ballots, the votes, the stations."""
    status = S.PRELIMINARY if "preliminary" in row["note"] else S.FINAL
    summed = "derived" if "votes_counted is the sum of" in row["note"] else ""
    yield from _present(
        row,
        ("registered_voters", lambda text: _figure(row, C.REGISTERED_VOTERS, text, status)),
        ("ballots_received_or_participants", lambda text: _figure(row, C.BALLOTS_ISSUED, text, status)),
        ("votes_counted", lambda text: _figure(row, C.VOTES_FOR_OPTIONS, text, status, confidence=summed)),
        ("turnout_pct", lambda text: _figure(row, C.TURNOUT_ISSUED_SHARE, text, status, basis=Basis.ISSUED_OF_LIST)),
        ("polling_stations", lambda text: _figure(row, C.STATIONS, text, status)),
    )


def party_results(row: Row) -> Iterator[OfficialFigure]:
    """mazhilis_2021_party_results.csv: votes, the announced share, the same votes on two other bases (derived), seats."""
    party = row["party_id"]

    def share(basis: Basis, confidence: str = "") -> Callable[[str], OfficialFigure]:
        return lambda text: _figure(row, C.VOTES_SHARE, text, S.FINAL, option=party, basis=basis, confidence=confidence)

    yield from _present(
        row,
        ("votes", lambda text: _figure(row, C.VOTES, text, S.FINAL, option=party)),
        ("official_pct", share(Basis.OPTION_OF_VOTES)),
        ("derived_pct_of_ballots_received", share(Basis.OPTION_OF_ISSUED, "derived")),
        ("derived_pct_of_registered", share(Basis.OPTION_OF_LIST, "derived")),
        ("seats", lambda text: _figure(row, C.SEATS, text, S.FINAL, option=party)),
    )


def results(row: Row) -> Iterator[OfficialFigure]:
    """results.csv: votes and shares by option; ballots that are no votes; `YES_KZ-61` is the option in one region."""
    code, status = row["option_id"], S(row["status"])
    option, _, place = code.partition("_KZ-")
    unit_id = f"KZ-{place}" if place else COUNTRY
    option = option.removesuffix("_FINAL")
    if option in NOT_OPTIONS:
        derived = re.search(r"derived count ([\d,]+)", row["note"])
        printed = row["votes"] or (derived.group(1).replace(",", "") if derived else "")
        if printed:
            yield _figure(row, NOT_OPTIONS[option], printed, status, confidence="" if row["votes"] else "derived")
        return
    basis = Basis.OPTION_OF_ISSUED if row["pct_denominator"] == "participants" else Basis.OPTION_OF_VOTES
    yield from _present(
        row,
        ("votes", lambda text: _figure(row, C.VOTES, text, status, option=option, unit_id=unit_id)),
        ("pct", lambda text: _figure(row, C.VOTES_SHARE, text, status, option=option, unit_id=unit_id, basis=basis)),
        ("seats", lambda text: _figure(row, C.SEATS, text, status, option=option, unit_id=unit_id)),
    )


def key_figures(row: Row) -> Iterator[OfficialFigure]:
    """mazhilis_2021_key_figures.csv: those that are figures of the protocol or of the registry."""
    if row["key"] in KEY_FIGURES:
        code, status = KEY_FIGURES[row["key"]]
        yield _figure(row, code, row["value"], status, basis=Basis.ISSUED_OF_LIST if code is C.TURNOUT_ISSUED_SHARE else Basis.NONE)


def exit_polls(row: Row) -> Iterator[OfficialFigure]:
    """exit_polls.csv: a pollster speaks, never a commission; what the share is of was not printed."""
    yield _figure(
        row,
        C.VOTES_SHARE,
        row["pct"],
        S.PRELIMINARY,
        option=row["party_id"],
        basis=Basis.UNKNOWN,
        speaker=row["pollster"],
        note=_sample(row),
    )


def _sample(row: Row) -> str:
    parts = [
        f"{row['sample_size']} respondents" if row["sample_size"] else "",
        f"{row['stations']} stations" if row["stations"] else "",
        row["note"],
    ]
    return "; ".join(part for part in parts if part)


def maslikhat(row: Row) -> Iterator[OfficialFigure]:
    unit_id, speaker, party = UNIT_OF_PLACE[row["unit"]], PARTY_SPEAKERS.get(row["unit"], ""), row["party_id"]
    yield from _present(
        row,
        ("votes", lambda text: _figure(row, C.VOTES, text, S.FINAL, unit_id=unit_id, option=party, speaker=speaker)),
        (
            "pct",
            lambda text: _figure(row, C.VOTES_SHARE, text, S.FINAL, unit_id=unit_id, option=party, basis=Basis.UNKNOWN, speaker=speaker),
        ),
        ("seats", lambda text: _figure(row, C.SEATS, text, S.FINAL, unit_id=unit_id, option=party, speaker=speaker)),
    )


def senate(row: Row) -> Iterator[OfficialFigure]:
    """senate_2020_results.csv: candidates by name; votes are of electors, so the base of a share is said to be unknown."""
    option = re.sub(r"[^A-Z]", "_", row["candidate"].split()[0].upper())[:24]
    status = S.PRELIMINARY if "preliminary" in row["note"] else S.FINAL
    note = "; ".join(part for part in (row["candidate"], row["outcome"], row["note"]) if part)
    yield from _present(
        row,
        ("votes", lambda text: _figure(row, C.VOTES, text, status, unit_id=row["region_iso"], option=option, note=note)),
        (
            "vote_share_pct",
            lambda text: _figure(
                row, C.VOTES_SHARE, text, status, unit_id=row["region_iso"], option=option, basis=Basis.UNKNOWN, note=note
            ),
        ),
    )


def senate_key_figures(row: Row) -> Iterator[OfficialFigure]:
    if row["key"] == "electors":
        yield _figure(row, C.REGISTERED_VOTERS, row["value"], S.FINAL)
    elif row["key"] == "seats":
        yield _figure(row, C.SEATS, row["value"], S.FINAL)


def primaries(row: Row) -> Iterator[OfficialFigure]:
    """primaries_2020.csv: a party's own claim; its base is registered users of its information system, not a list of voters."""
    if row["key"] == "votes_cast":
        yield _figure(row, C.BALLOTS_ISSUED, row["value"], S.FINAL, speaker="B. Baibek, Nur Otan")
    elif row["key"] == "turnout_one_decimal":
        yield _figure(row, C.TURNOUT_ISSUED_SHARE, row["value"], S.FINAL, basis=Basis.UNKNOWN, speaker="B. Baibek, Nur Otan")


TABLES: dict[str, Callable[[Row], Iterator[OfficialFigure]]] = {
    "elections.csv": elections,
    "mazhilis_2021_key_figures.csv": key_figures,
    "mazhilis_2021_party_results.csv": party_results,
    "turnout.csv": turnout,
    "results.csv": results,
    "exit_polls.csv": exit_polls,
    "maslikhat_2021_results.csv": maslikhat,
    "senate_2020_results.csv": senate,
    "senate_2020_key_figures.csv": senate_key_figures,
    "primaries_2020.csv": primaries,
}


def language_of(title: str) -> str:
    """The language of a title by its letters; "" where they do not tell (Kazakh is also written in Latin letters)."""
    if re.search(r"[әғқңөұүһі]", title.lower()):
        return "kk"
    return "ru" if re.search(r"[а-яё]", title.lower()) else "en"


def publications(tables: Mapping[str, bytes]) -> list[Publication]:
    """Every source of the tables with its figures, one publication for each; a figure repeated in two tables of one source once.

    Raises KeyError for a table or an election that is not known here, ValueError for a value that is not a number."""
    found: dict[tuple[str, str, str], dict[tuple[object, ...], OfficialFigure]] = {}
    made: dict[tuple[str, str, str], Row] = {}
    for name, content in tables.items():
        for number, row in enumerate(rows(content), 2):
            key = (row["source_title"], row["source_url"], row["source_date"])
            made.setdefault(key, row)
            for figure in TABLES[name]({**row, "locator": f"data/reference/{name}, line {number}"}):
                same = (figure.election_id, figure.unit_id, figure.code, figure.option_code, figure.basis, figure.status, figure.as_of_at)
                found.setdefault(key, {}).setdefault((*same, figure.value, figure.speaker), figure)
    return [(_source(made[key], tuple(figures.values())), tuple(figures.values())) for key, figures in found.items()]


def _source(row: Row, figures: tuple[OfficialFigure, ...]) -> OfficialSource:
    source = source_of(row)
    content = canonical.dumps([figure.model_dump(mode="json") for figure in figures])
    return OfficialSource(
        publisher=source.publisher,
        title=source.title[:400],
        address=source.address,
        published_text=source.published_text,
        language=language_of(source.title),
        sha256=hashlib.sha256(content).hexdigest(),
    )

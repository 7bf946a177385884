"""What a column of a table may be: the uses of each kind of table, in words, and what such columns are called."""

from collections.abc import Mapping, Sequence

from data.formats.table_headings import skeleton
from data.formats.table_words import WORDS
from locales import LANGUAGES, language, text, using
from schemas.election import Contest, Election
from schemas.figure import FIGURE_NAMES, FigureCode
from schemas.message import Message
from schemas.reports.body import ReportKind
from schemas.reports.kinds import form_of
from services.formwords import label_of

OWN_VOICES = frozenset({FigureCode.VOTERS_COUNTED, FigureCode.VOTERS_STATED, FigureCode.SIGNATURES})
"""Never published by a commission as its figure of a unit."""
BY_OPTION = frozenset({FigureCode.VOTES, FigureCode.VOTES_SHARE, FigureCode.SEATS, FigureCode.VOTERS_BY_HOUR})
STATION: dict[str, Message] = {
    "region": Message("region", "column_use"),
    "number": Message("station number", "column_use"),
}
STATIONS: dict[str, Message] = STATION | {
    "place": Message("place", "column_use"),
    "place_ru": Message("place in Russian", "column_use"),
    "place_kk": Message("place in Kazakh", "column_use"),
    "registered_voters": FIGURE_NAMES[FigureCode.REGISTERED_VOTERS],
    "region_name": Message("region's name", "column_use"),
    "district": Message("district", "column_use"),
    "district_name": Message("district's name", "column_use"),
    "station_type": Message("kind of station", "column_use"),
    "time_zone": Message("time zone", "column_use"),
}
OFFICIAL: dict[str, Message] = STATION | {
    "unit": Message("country, region or district", "column_use"),
    "as_of": Message("as of which hour", "column_use"),
}
REPORTS: dict[str, Message] = STATION | {
    "observer": Message("observer's code", "column_use"),
    "organisation": Message("organisation's code", "column_use"),
    "observed_at": Message("time of the observation", "column_use"),
    "sent_at": Message("time of sending", "column_use"),
    "identity": Message("number of the row", "column_use"),
}
SAID: dict[str, Message] = STATIONS | OFFICIAL | REPORTS
NAMED = {"votes": FIGURE_NAMES[FigureCode.VOTES], "share": FIGURE_NAMES[FigureCode.VOTES_SHARE], "seats": FIGURE_NAMES[FigureCode.SEATS]}


def contest_of(election: Election, contest_id: str) -> Contest | None:
    """The contest named, else the leading one; None where the election has none."""
    return election.contest(contest_id) or (election.leading_contest if election.contests else None)


def _options(contest: Contest | None, said: Message, use: str) -> dict[str, str]:
    options = contest.options if contest else ()
    return {f"{use}/{each.code}": f"{text(said)}: {each.name.in_language(language())}" for each in options}


def _official(election: Election, contest: Contest | None) -> dict[str, str]:
    codes = [code for code in FIGURE_NAMES if code not in OWN_VOICES | BY_OPTION]
    found = {f"figure/{code}": text(FIGURE_NAMES[code]) for code in codes}
    for line in election.protocol_lines:
        if line.code is FigureCode.VOTERS_BY_HOUR and line.as_of:
            found[f"hour/{line.hour_code}"] = f"{text(FIGURE_NAMES[line.code])}: {line.as_of:%H:%M}"
    for hour in election.turnout_hours:
        found[f"turnout/{hour:02d}00"] = f"{text(FIGURE_NAMES[FigureCode.TURNOUT_ISSUED_SHARE])}: {hour:02d}:00"
    for use, said in NAMED.items():
        found |= _options(contest, said, use)
    return found


def said(use: str) -> str:
    """A use as a person reads it; of a figure or an answer its code."""
    return text(SAID[use]) if use in SAID else use.partition("/")[2] or use


def uses(kind: str, election: Election, contest_id: str = "", report: str = "") -> dict[str, str]:
    """Every use of a column in this kind of table, in the language in use, in the order to offer them."""
    if kind == "stations":
        return {use: text(named) for use, named in STATIONS.items()}
    contest = contest_of(election, contest_id)
    if kind == "official":
        return {use: text(named) for use, named in OFFICIAL.items()} | _official(election, contest)
    form = form_of(ReportKind(report), election, contest if report == ReportKind.COUNT else None)
    return {use: text(named) for use, named in REPORTS.items()} | {
        f"field/{each.id}": label_of(each, election, contest_id) for each in form.fields()}


def words(kind: str, election: Election, contest_id: str = "", report: str = "") -> dict[str, Sequence[str]]:
    """By use, what such a column is called: the product's words in three languages, the codes, and what people call it.

    A word that several uses share in one kind of table says nothing and is left to the reader."""
    called_by: dict[str, list[str]] = {}
    for code in LANGUAGES:
        with using(code):
            for use, label in uses(kind, election, contest_id, report).items():
                called_by.setdefault(use, []).append(label)
    contest = contest_of(election, contest_id)
    for use, called in called_by.items():
        sort, _, code = use.partition("/")
        # An option's bare code or name is its votes; its share and its seats are called so.
        called += [*WORDS.get(use, ()), *WORDS.get(f"figure/{use}", ()), use, code if sort in ("figure", "field", "votes") else ""]
        if use.startswith(("votes/", "field/votes.")) and contest is not None:
            called += _option_words(contest, use.removeprefix("votes/").removeprefix("field/votes."))
        if use.startswith("turnout/"):
            hour = use.partition("/")[2]
            called += [f"{hour[:2]}:00", f"{hour[:2]}.00", f"{int(hour[:2])} ч", f"{int(hour[:2])} h"]
    return {use: tuple(dict.fromkeys(filter(None, called))) for use, called in called_by.items()}


def _option_words(contest: Contest, code: str) -> list[str]:
    option = next(each for each in contest.options if each.code == code)
    names = [option.name.in_language(language) for language in LANGUAGES]
    return [*names, f"votes {code}", f"votes_{code}", f"votes.{code}"]


def known(words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The headings that mean something, as the eye reads them."""
    return frozenset(skeleton(word) for called in words.values() for word in called)

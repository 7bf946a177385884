"""The dictionary of the download: every column of every file, its type, unit, base, voice, values and meaning in three languages.

The files take the order of their columns from here, so that no column is without a description."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.formats.dictionary_official import OFFICIAL
from data.formats.dictionary_words import Entry, answers_of
from locales import LANGUAGES, text, using
from schemas.election import Election
from schemas.figure import FIGURE_NAMES, FIGURE_UNITS, FigureCode
from schemas.message import Message
from schemas.unit import StationType
from schemas.voice import Voice

PUBLIC, PARTNER, INTERNAL = "public", "partner", "internal"
COLUMNS = ("file", "column", "type", "unit", "base", "voice", "allowed_values", *LANGUAGES)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer column of reports.csv as the dictionary needs it."""

    column: str
    type: str
    unit: str
    voice: str
    values: str
    label: Message


def _frame(election: Election) -> list[Entry]:
    kinds = "|".join(kind.value for kind in StationType)
    return [
        Entry("election_id", "text", text("election")),
        Entry("contest_id", "text", text("contest: one of several elections on the day")),
        Entry("release", "text", text("release number, or draft")),
        Entry("is_simulated", "bool", text("invented data, for practice and tests")),
        Entry(
            "is_leading_contest", "bool", text("turnout is compared with this contest; what belongs to the station stands in this row only")
        ),
        Entry(
            "row_level",
            "text",
            text("a station, or a region's stations that are not shown one by one"),
            values="station|region",
            only=PUBLIC,
        ),
        Entry("stations_n", "int", text("stations in this row"), unit="stations", only=PUBLIC),
        Entry("reports_shown", "bool", text("whether this station's reports may be shown with its number"), only=PUBLIC),
        Entry("station_id", "text", text("region and number: the key within an election")),
        Entry("station_number", "text", text("number of the station, with leading zeros")),
        Entry("region_code", "text", text("region")),
        Entry("district_code", "text", text("district")),
        *(Entry(f"place_{code}", "text", text("place of the station")) for code in ("kk", "ru", "en")),
        Entry("time_zone", "text", text("time zone of the station")),
        Entry("station_type", "text", text("kind of station; closed institutions may end early"), values=kinds),
        Entry("in_sample", "bool", text("drawn at random")),
        Entry("stratum", "text", text("stratum of the draw")),
        Entry("sample_weight", "number", text("weight of the draw; empty unless drawn")),
        *(_list_of(source) for source in ("registry", "opening", "protocol")),
    ]


def _list_of(source: str) -> Entry:
    meaning = {
        "registry": text("voters on the list, by the registry"),
        "opening": text("voters on the list, as stated in the morning"),
        "protocol": text("voters on the list, by the protocol"),
    }[source]
    voice = {"registry": "", "opening": Voice.STATED.value, "protocol": Voice.PROTOCOL.value}[source]
    return Entry(
        f"registered_voters_{source}",
        "int",
        meaning,
        unit="people",
        voice=voice,
        followed=(f"registered_voters_{source}_source", *([f"registered_voters_{source}_missing"] if source == "protocol" else [])),
    )


def _access() -> list[Entry]:
    return [
        Entry("assigned", "bool", text("an observer was assigned or came")),
        Entry("tried", "bool", text("an observer came")),
        Entry("admission", "text", text("the widest admission of its observers"), values="at_once|after_waiting|other_room|not_let_in"),
        Entry("let_in", "bool", text("at least one observer was let in")),
        Entry("opening_watched", "bool", text("the opening was watched")),
        Entry("voting_watched", "bool", text("the whole voting was watched without a gap by one observer")),
        Entry("watched_from_at", "instant", text("arrival of the observer who watched longest")),
        Entry("watched_to_at", "instant", text("end of that observer's watch")),
        Entry("watched_share", "share", text("part of the voting hours which that observer watched"), base="voting hours"),
        Entry("count_watched", "text", text("presence at the count, the widest of its observers"), values="whole|part|afar|put_out"),
        Entry("copy_status", "text", text("copy of the protocol"), values="given|promised|refused|left_before"),
        Entry("copy_held", "bool", text("a signed copy or a photograph of the protocol is held")),
        Entry("copy_checked", "bool", text("a second person has checked it")),
        Entry(
            "protocol_source",
            "text",
            text("where the protocol's figures come from"),
            values="signed_copy|photo_posted|photo_original|read_out|own_tally",
        ),
    ]


def _turnout(election: Election) -> list[Entry]:
    count, stated = Voice.COUNT.value, Voice.STATED.value
    return [
        Entry("voters_counted", "int", text("voters counted by the observer who watched longest"), unit="people", voice=count),
        Entry("counting_unit", "text", text("whom the observer counted"), values="at_box|given_ballots|at_door"),
        Entry("counting_method", "text", text("how the observer counted"), values="hand_counter|tally|video_later|not_counting"),
        Entry("floor_voters", "int", text("counted less the allowance for people counted twice"), unit="people", voice=count),
        Entry(
            "ceiling_voters",
            "int",
            text("counted, with the commission's own increases for hours not watched, its voters outside, and the allowance"),
            unit="people",
            voice=count,
        ),
        Entry("allowance_below_voters", "int", text("allowance taken off for the floor"), unit="people"),
        Entry("allowance_voters", "int", text("allowance added for the ceiling"), unit="people"),
        *(
            Entry(
                f"stated_voters_{hour:02d}",
                "int",
                text("stated by the commission at {hour}:00 capital time", hour=f"{hour:02d}"),
                unit="people",
                voice=stated,
                followed=(f"stated_voters_{hour:02d}_missing",),
            )
            for hour in election.turnout_hours
        ),
        Entry("stated_final", "int", text("the last number the commission stated"), unit="people", voice=stated),
    ]


def _figures(prefix: str, names: Sequence[tuple[FigureCode, str]], voice: Voice, words: str, *, with_missing: bool) -> list[Entry]:
    made = []
    for code, option in names:
        column = f"{prefix}_{code.value}" + (f"_{option}" if option else "")
        figure = text(FIGURE_NAMES[code]) + (f": {option}" if option else "")
        made.append(
            Entry(
                column,
                "int",
                f"{words}: {figure}",
                unit=FIGURE_UNITS[code].value,
                voice=voice.value,
                followed=(f"{column}_missing",) if with_missing else (),
            )
        )
    return made


def _results(election: Election, protocol: Sequence[tuple[FigureCode, str]], published: Sequence[tuple[FigureCode, str]]) -> list[Entry]:
    states = "agrees|within_tolerance|differs|cannot_be_compared"
    return [
        *_figures("protocol", protocol, Voice.PROTOCOL, text("protocol"), with_missing=True),
        *_figures("published", published, Voice.PUBLISHED, text("published for this station"), with_missing=False),
        Entry("published_missing", "text", text("why there is no published figure of this station")),
        Entry("published_level", "text", text("level at which the figure is published"), values="station|district|region|country"),
        Entry("published_source_id", "int", text("source in official.csv")),
        Entry("published_status", "text", text("status"), values="interim|preliminary|final"),
        Entry("published_as_of_at", "instant", text("the instant the figure is of")),
        Entry(
            "official_turnout_protocol_share",
            "share",
            text("voters who received ballots, share of the protocol's list"),
            base="registered_voters_protocol",
            voice="protocol",
        ),
        Entry(
            "voters_outside_taken_off",
            "int",
            text("voters outside the premises that are taken off the ballots issued before they are held against the count: the protocol's "
                 "line, else the largest number that the commission told an observer"),
            unit="people",
            voice="protocol",
        ),
        Entry(
            "turnout_difference_voters",
            "int",
            text("protocol inside the premises (ballots issued less voters outside; where the protocol has no line for them, the largest "
                 "number that the commission told an observer) less counted; stations watched the whole day only"),
            unit="people",
        ),
        Entry("turnout_state", "text", text("protocol beside count"), values=states),
        Entry("turnout_reason", "text", text("why they cannot be compared")),
        Entry("results_state", "text", text("published beside protocol"), values=states),
        Entry("results_fields_differing", "int", text("lines that differ")),
        Entry("results_reason", "text", text("why they cannot be compared")),
    ]


def _seen() -> list[Entry]:
    return [
        Entry(
            "incidents_n", "int", text("incidents at least: joined reports count once, others once a class and station"), unit="incidents"
        ),
        Entry(
            "incidents_checked_n",
            "int",
            text("of these, checked by a second person or told by two reports that confirm each other"),
            unit="incidents",
        ),
        Entry("messages_n", "int", text("messages about violations; one incident may be told by several"), unit="messages"),
        Entry("checklist_seen_n", "int", text("things asked about that were seen"), unit="questions"),
        Entry("checklist_asked_n", "int", text("things asked about that could be seen"), unit="questions"),
        Entry("checklist_unseen_n", "int", text("things asked about that could not be seen"), unit="questions"),
        Entry("findings_red", "int", text("urgent contradictions"), unit="findings"),
        Entry("findings_amber", "int", text("contradictions to be looked at"), unit="findings"),
        Entry("finding_codes", "text", text("codes of the contradictions")),
        Entry("reports_n", "int", text("current reports, withdrawn and rejected ones left out"), unit="reports"),
        Entry("conflicts_open_n", "int", text("protocol lines on which two copies differ"), unit="lines"),
        Entry("adjudicated", "bool", text("a person has settled them")),
        Entry("verification_level", "text", text("level of wording that the station's protocol allows"), values="counted|unverified"),
        Entry("observers_n", "int", text("observers who reported"), unit="people", only=PARTNER),
        Entry("organisations_n", "int", text("organisations they belong to"), unit="organisations", only=PARTNER),
        Entry("revision_ids", "text", text("revisions behind this row"), only=PARTNER),
        Entry("log_position", "int", text("length of the ledger"), only=PARTNER),
    ]


def stations(election: Election, protocol: Sequence[tuple[FigureCode, str]], published: Sequence[tuple[FigureCode, str]]) -> list[Entry]:
    """The columns of stations.csv, in order, in the language in use."""
    return [*_frame(election), *_access(), *_turnout(election), *_results(election, protocol, published), *_seen()]


def reports(asked: Sequence[Asked]) -> list[Entry]:
    """The columns of reports.csv, in order, in the language in use."""
    return answers_of([(each.column, each.type, each.unit, each.voice, each.values, each.label) for each in asked])


def official() -> list[Entry]:
    return [Entry(column, kind, text(meaning), values=values) for column, kind, meaning, values in OFFICIAL]


def visible(entries: Sequence[Entry], audience: str) -> list[str]:
    """The columns that an audience gets, with those that follow them."""
    names: list[str] = []
    for entry in entries:
        if entry.only in ("", audience) or (entry.only == PARTNER and audience == INTERNAL):
            names += [entry.column, *entry.followed]
    return names


def table(per_language: dict[str, dict[str, list[Entry]]], kept: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """dictionary.csv: COLUMNS, one row a column of each file. `per_language`: entries by language and file; `kept`: columns by file."""
    rows = []
    for file, columns in kept.items():
        described = {code: _described(per_language[code][file], code) for code in LANGUAGES}
        for column in columns:
            entry, _ = described["en"][column]
            rows.append(
                [
                    file,
                    column,
                    entry.type,
                    entry.unit,
                    entry.base,
                    entry.voice,
                    entry.values,
                    *[described[code][column][1] for code in LANGUAGES],
                ]
            )
    order = ["file", "column", "type", "unit", "base", "voice", "allowed_values", *LANGUAGES]
    return pd.DataFrame(rows, columns=order, dtype=object)[list(COLUMNS)]


def _described(entries: Sequence[Entry], language: str) -> dict[str, tuple[Entry, str]]:
    found: dict[str, tuple[Entry, str]] = {}
    with using(language):
        for entry in entries:
            found[entry.column] = (entry, entry.meaning)
            for follower in entry.followed:
                words = (
                    text("source of {column}", column=entry.column)
                    if follower.endswith("_source")
                    else text("why {column} has no value", column=entry.column)
                )
                found[follower] = (Entry(follower, "text", words), words)
    return found


__all__ = ["COLUMNS", "INTERNAL", "PARTNER", "PUBLIC", "Asked", "Entry", "official", "reports", "stations", "table", "visible"]

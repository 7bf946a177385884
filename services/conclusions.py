"""What the numbers of an election say: each page's first line as an object, and all of them together for the API and the download."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analysis.conclusion import BASE_NAMES, CAVEAT_NAMES, LEVEL_NAMES, Base, Caveat, Conclusion, Interval, Level, Part, Selection, Subject
from analysis.disclosure import FEWEST, Audience
from analysis.states import Side, State
from analysis.violations import ITEM_BY_ID
from locales import LANGUAGES, text, using
from schemas.counting import CountRule
from schemas.election import Election, LocalName, Option
from schemas.message import Message
from schemas.voice import VOICE_NAMES, Voice
from services import (
    check_quality,
    copies,
    counting,
    embargo,
    forensics,
    many,
    official_tests,
    reading,
    results,
    robustness,
    sample,
    seats,
    station_sums,
    turnout,
    violations,
)
from services.check_quality import Truth
from services.conclusion_checks import of_checks
from services.conclusion_incidents import of_incidents
from services.conclusion_official import of_official
from services.conclusion_screens import of_screen, of_screens
from services.conclusion_seats import of_seats
from services.conclusion_sums import of_ballots, of_entries
from services.conclusion_turnout import of_day, of_hours, of_remainder, of_station, of_turnout
from services.conclusion_watched import of_watched
from services.conclusion_words import words
from services.reading import Reading
from services.wording import plain

__all__ = [
    "Base",
    "Caveat",
    "Conclusion",
    "Level",
    "Selection",
    "Subject",
    "caveats",
    "document",
    "every",
    "level_words",
    "of_associations",
    "of_ballots",
    "of_checks",
    "of_copies",
    "of_day",
    "of_entries",
    "of_hours",
    "of_incidents",
    "of_official",
    "of_regions",
    "of_regions_together",
    "of_remainder",
    "of_results",
    "of_robustness",
    "of_sample",
    "of_screen",
    "of_seats",
    "of_station",
    "of_turnout",
    "of_violations",
    "of_watched",
    "record",
    "words",
]


UNITS: dict[str, Message] = {"district": Message("Districts"), "region": Message("Regions"), "country": Message("Country")}


def of_results(found: results.Results, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q6: published results against copies, of one contest at one level; every published figure is one unit of the base."""
    above, below = found.count(State.DIFFERS, Side.ABOVE), found.count(State.DIFFERS, Side.BELOW)
    agree, by_station = found.count(State.AGREES, complete=True), found.level == "station"
    held = found.rows["held_n"] > 0
    compared = agree + above + below if by_station else int(held.sum())
    amounts = {"cannot": found.count(State.CANNOT_COMPARE)}
    units = {"complete_units": found.units(complete=True), "incomplete_units": found.units(complete=False)}
    return Conclusion(
        subject=Subject.RESULTS_BY_STATION if by_station else Subject.RESULTS_BY_UNIT,
        voices=(Voice.PROTOCOL, Voice.PUBLISHED),
        base=Base.PUBLISHED_FIGURES,
        finding=Part("above", above, compared),
        opposite=Part("below", below, compared),
        more=(
            Part("agree", agree, compared),
            Part("above_complete", found.count(State.DIFFERS, Side.ABOVE, complete=True), compared),
            Part("below_complete", found.count(State.DIFFERS, Side.BELOW, complete=True), compared),
        ),
        amounts=tuple((amounts | ({} if by_station else units)).items()),
        checked=rule is CountRule.CHECKED,
        document_pair=by_station,
        about=UNITS.get(found.level),
        about_code="" if by_station else found.level,
    )


def of_violations(found: violations.Seen, item_id: str, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Q7: one thing that was asked at every station: k of n, and where it could not be seen; about nothing where it was not asked."""
    row = found.items[found.items["item_id"] == item_id]
    k, n, unseen = (int(row[name].iloc[0]) if len(row) else 0 for name in ("k", "n", "unseen"))
    return Conclusion(
        subject=Subject.VIOLATIONS,
        voices=(Voice.COUNT,),
        base=Base.STATIONS_THAT_COULD_SEE,
        finding=Part("seen", k, n),
        opposite=Part("not_seen", n - k, n),
        more=(Part("unseen", unseen, n + unseen),),
        checked=rule is CountRule.CHECKED,
        about=ITEM_BY_ID[item_id].label if len(row) else None,
        about_code=item_id if len(row) else "",
    )


def of_copies(found: copies.Copies, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Copy against published, or copy against copy: stations that agree in every line, and the direction of votes for the leader."""
    test, n = found.direction(found.leader), found.match.match.asked
    published = found.pairing is copies.Pairing.PUBLISHED
    leader = next((each.name for each in _options(found) if each.code == found.leader), None)
    return Conclusion(
        subject=Subject.COPIES,
        voices=(Voice.PROTOCOL, Voice.PUBLISHED) if published else (Voice.PROTOCOL,),
        base=Base.STATIONS_WITH_BOTH,
        finding=Part("leader_more", test.up if test else 0, n),
        opposite=Part("leader_fewer", test.down if test else 0, n),
        more=(Part("agree", found.match.match.found, n), Part("single_line", found.single_line_n, n)),
        amounts=(("cannot", found.match.not_compared),),
        selection=Selection.ALL if n and n == found.bound.population else Selection.CHOSEN,
        checked=rule is CountRule.CHECKED,
        document_pair=published,
        about_code=found.leader,
        about_name=leader,
    )


def of_sample(found: sample.Sample, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Turnout estimated from stations drawn at random, with its interval; without a draw only what is held, and no margin."""
    made, n = found.estimate, len(found.drawn)
    known = made is not None and made.low is not None and made.high is not None
    amounts = {
        "estimate": made.estimate if made else None,
        "official": found.official_share,
        "held": found.held_n,
        "held_share": found.held_share,
    }
    return Conclusion(
        subject=Subject.SAMPLE,
        voices=(Voice.PROTOCOL, Voice.PUBLISHED),
        base=Base.STATIONS_DRAWN,
        finding=Part("reported", found.reported_n, n),
        opposite=Part("silent", n - found.reported_n, n),
        amounts=tuple((name, value) for name, value in amounts.items() if value is not None),
        selection=Selection.DRAWN if n else Selection.CHOSEN,
        checked=rule is CountRule.CHECKED,
        interval=Interval(made.low, made.high) if known and made and made.low is not None and made.high is not None else None,
    )


def of_robustness(
    found: robustness.Robustness, rule: CountRule = CountRule.ALL, names: Mapping[str, LocalName] | None = None
) -> Conclusion:
    """Q9: whether the turnout headline keeps its sign without each observer or organisation in turn. `names`: of organisations."""
    n, changing = len(found.rows), len(found.changing)
    first = found.rows["share"].iloc[0] if n else None
    amounts = {
        "difference": float(found.difference),
        "share": found.share,
        "least": found.least_share,
        "greatest": found.greatest_share,
        "without_largest": None if first is None or first != first else float(first),
    }
    return Conclusion(
        subject=Subject.ROBUSTNESS,
        voices=(Voice.COUNT, Voice.PROTOCOL),
        base=Base.LEAVINGS_OUT,
        finding=Part("keeps_sign", n - changing, n),
        opposite=Part("changes_sign", changing, n),
        amounts=tuple((name, value) for name, value in amounts.items() if value is not None),
        about_code=found.largest,
        about_name=(names or {}).get(found.largest),
        checked=rule is CountRule.CHECKED,
    )


def of_regions(found: many.Region, item_id: str, rule: CountRule = CountRule.ALL) -> Conclusion:
    """One item by region: how many lie above and below what chance and the usual scatter of regions allow."""
    places = found.funnel.units["place"]
    n = int(places.ne(many.Place.NOT_ASKED.value).sum())
    return Conclusion(
        subject=Subject.REGIONS,
        voices=(Voice.COUNT,),
        base=Base.REGIONS_ASKED,
        checked=rule is CountRule.CHECKED,
        finding=Part("above", int(places.eq(many.Place.ABOVE.value).sum()), n),
        opposite=Part("below", int(places.eq(many.Place.BELOW.value).sum()), n),
        is_screen=True,
        about=ITEM_BY_ID[item_id].label,
        about_code=item_id,
    )


def of_regions_together(found: many.Many, rule: CountRule = CountRule.ALL) -> Conclusion:
    """Every item by region at once, whatever came out: one statement, so that nobody picks the item in which a region stands out."""
    every_item = [of_regions(region, str(item), rule) for item, region in found.regions.items()]
    n = sum(each.n for each in every_item)
    return Conclusion(
        subject=Subject.REGIONS_TOGETHER,
        voices=(Voice.COUNT,),
        base=Base.REGIONS_BY_ITEM,
        checked=rule is CountRule.CHECKED,
        finding=Part("above", sum(each.finding.k for each in every_item), n),
        opposite=Part("below", sum(each.opposite.k for each in every_item), n),
        amounts=(("items", sum(each.n > 0 for each in every_item)),),
        is_screen=True,
    )


def of_associations(found: many.Many, rule: CountRule = CountRule.ALL) -> Conclusion:
    """What goes together with the difference between protocol and count, of everything tried, after correction for trying many."""
    values = [each.difference.value or 0.0 for each in found.called]
    return Conclusion(
        subject=Subject.ASSOCIATIONS,
        voices=(Voice.COUNT, Voice.PROTOCOL),
        base=Base.ITEMS_TESTED,
        finding=Part("more", sum(value > 0 for value in values), found.tested),
        checked=rule is CountRule.CHECKED,
        opposite=Part("less", sum(value < 0 for value in values), found.tested),
        amounts=(("tried", len(found.seen)), ("stations", found.deviating_n)),
        is_screen=True,
    )


def _options(found: copies.Copies) -> tuple[Option, ...]:
    contest = found.election.contest(found.contest_id)
    return contest.options if contest else ()


def every(election: Election) -> Reading[tuple[Conclusion, ...]]:
    """All conclusions of an election, without a question of who asks: turnout, results at each level, every item of the checklist."""
    rule = counting.in_force(election.election_id)
    return reading.read("conclusions", election.election_id, (rule,), lambda: _compute(election, rule))


def _compute(election: Election, rule: CountRule) -> tuple[Conclusion, ...]:
    counted = turnout.comparison(election, rule).value
    made = [of_turnout(counted, rule), of_hours(counted, rule), of_remainder(counted, rule), of_day(counted, election, rule=rule)]
    if election.contests:
        contest = election.leading_contest.contest_id
        made += [of_results(results.comparison(election, contest, level, rule), rule) for level in results.levels(election)]
        made += [of_copies(copies.comparison(election, contest, pairing).value, rule) for pairing in copies.pairings(election)]
        sums = station_sums.comparison(election, contest).value
        made += [of_entries(sums, rule), of_ballots(sums), *of_screens(forensics.comparison(election, contest).value, rule)]
        made += [of_seats(seats.comparison(election, each).value) for each in seats.contests(election)]
        made.append(of_checks(check_quality.comparison(election, contest, Truth.AGREED).value))
    robust = robustness.comparison(election).value
    made.append(of_robustness(robust.organisations, rule, robust.names))
    made.append(of_sample(sample.comparison(election).value, rule))
    at_once = many.comparison(election).value
    made += [of_regions_together(at_once, rule), of_associations(at_once, rule), *of_watched(at_once.watched, election, rule)]
    made.append(of_official(official_tests.comparison(election).value))
    seen = violations.comparison(election, rule).value
    made.append(of_incidents(seen, rule))
    made += [of_violations(seen, str(item_id), rule) for item_id in seen.items["item_id"]]
    return tuple(made)


def document(election: Election, at: datetime, audience: Audience = Audience.INTERNAL, *, standing: str) -> dict[str, Any]:
    """Every conclusion of an election as plain data, for the API and the download, with its standing (services.releases). For the
    public none before the embargo ends, none over fewer units than a public row needs, and none that names an organisation."""
    found, ends = every(election), embargo.ends_at(election)
    is_open = embargo.is_over(election, at)
    public = [each for each in found.value if is_open and is_for_everybody(each)]
    shown = public if audience is Audience.PUBLIC else found.value
    return {
        "election_id": election.election_id,
        "is_simulated": election.is_simulated,
        "standing": standing,
        "reports": counting.in_force(election.election_id).value,
        "ledger_length": found.ledger_length,
        "embargo_ends_at": None if ends is None else ends.isoformat(),
        "may_be_published": embargo.is_over(election, at),
        "conclusions": [record(each, election) for each in shown],
    }


def is_for_everybody(found: Conclusion) -> bool:
    """Whether it rests on as many units, and on as many stations, as a public row needs, and names no organisation."""
    stations = found.amount("stations")
    return found.n >= FEWEST and (stations is None or stations >= FEWEST) and found.subject is not Subject.ROBUSTNESS


def record(found: Conclusion, election: Election) -> dict[str, Any]:
    """One conclusion as plain data; its sentences and caveats in three languages, plain text."""
    said: dict[str, Any] = {}
    for code in LANGUAGES:
        with using(code):
            mark = [text("SIMULATED DATA") + "."] if election.is_simulated else []
            said[code] = {
                "sentence": " ".join([*mark, plain(words(found))]),
                "level": level_words(found),
                "base": text(BASE_NAMES[found.base]),
                "voices": [text(VOICE_NAMES[voice]) for voice in found.voices],
                "caveats": caveats(found),
            }
    return {
        "subject": found.subject,
        "about": found.about_code or None,
        "level": found.level,
        "voices": list(found.voices),
        "selection": found.selection,
        "base": found.base,
        "n": found.n,
        "finding": _part(found.finding),
        "opposite": _part(found.opposite),
        "parts": [_part(each) for each in found.more],
        "amounts": dict(found.amounts),
        "interval": None
        if found.interval is None
        else {"low": found.interval.low, "high": found.interval.high, "confidence": found.interval.confidence},
        "caveats": list(found.caveats),
        "causes": list(found.causes),
        "named": {code: {each: name.in_language(each) for each in LANGUAGES} for code, name in found.named},
        "words": said,
    }


def _part(each: Part) -> dict[str, Any]:
    return {"code": each.code, "k": each.k, "n": each.n}


def level_words(found: Conclusion) -> str:
    return text(LEVEL_NAMES[found.level])


def caveats(found: Conclusion) -> list[str]:
    """What the numbers do not say, in the language in use."""
    return [text(CAVEAT_NAMES[each]) for each in found.caveats]

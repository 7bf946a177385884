"""The figures of a release in words: what each code of a headline counts, and its value as the reader's language writes it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from locales import number, share, signed, text
from schemas.message import Message
from services.conclusions import Subject
from services.consistency import Rule
from services.releases import Figure

NO_VALUE = "–"
PARTS: dict[str, Message] = {
    "above": Message("above", "release_figure"),
    "below": Message("below", "release_figure"),
    "between": Message("between the two", "release_figure"),
    "with_ceiling": Message("stations with a ceiling", "release_figure"),
    "below_without_ceiling": Message("below the floor, without a ceiling", "release_figure"),
    "agree": Message("agree", "release_figure"),
    "above_complete": Message("above, where every protocol is held", "release_figure"),
    "below_complete": Message("below, where every protocol is held", "release_figure"),
    "seen": Message("seen", "release_figure"),
    "not_seen": Message("not seen", "release_figure"),
    "unseen": Message("could not be seen", "release_figure"),
    "leader_more": Message("more votes for the leader in the second", "release_figure"),
    "leader_fewer": Message("fewer votes for the leader in the second", "release_figure"),
    "single_line": Message("a single line differs", "release_figure"),
    "whole": Message("a whole percentage", "release_figure"),
    "not_whole": Message("no whole percentage", "release_figure"),
    "reported": Message("drawn stations that reported", "release_figure"),
    "silent": Message("drawn stations that did not report", "release_figure"),
    "keeps_sign": Message("keep the sign of the difference", "release_figure"),
    "changes_sign": Message("change the sign of the difference", "release_figure"),
    "more": Message("go together with a larger difference", "release_figure"),
    "less": Message("go together with a smaller difference", "release_figure"),
    "higher": Message("regions whose others must lie above", "release_figure"),
    "lower": Message("regions whose others must lie below", "release_figure"),
    "impossible": Message("regions where no turnout can be that", "release_figure"),
    "stated_above": Message("regions where stated is above the count", "release_figure"),
    "stated_below": Message("regions where stated is below the count", "release_figure"),
    "holds": Message("tests of published figures that hold", "release_figure"),
    "does_not_hold": Message("tests of published figures that do not hold", "release_figure"),
    "entries_differ": Message("first two entries differ in a field", "release_figure"),
    "entries_agree": Message("first two entries agree", "release_figure"),
    "shared_differ": Message("differ in a field that both have", "release_figure"),
    "more_votes": Message("published protocols with more votes than ballots", "release_figure"),
    "more_ballots": Message("published protocols with more ballots than votes", "release_figure"),
    "watched_below": Message("watched stations below like ones", "release_figure"),
    "watched_above": Message("watched stations above like ones", "release_figure"),
    "published_above": Message("districts where more is published than implied", "release_figure"),
    "same_side": Message("turnout and share on the same side of their means", "release_figure"),
    "other_side": Message("turnout and share on different sides of their means", "release_figure"),
    "leader_beyond": Message("ends of the range that give more than proportion", "release_figure"),
    "leader_short": Message("ends of the range that give less than proportion", "release_figure"),
    "both_above": Message("small stations with both above their region", "release_figure"),
    "both_below": Message("small stations with both below their region", "release_figure"),
    "this_digit": Message("counts ending in the digit named", "release_figure"),
    "another_digit": Message("counts ending in another digit", "release_figure"),
    "zero_or_five": Message("counts ending in 0 or 5", "release_figure"),
    "lists_with_seats": Message("lists with a seat", "release_figure"),
    "lists_without_seats": Message("lists without a seat", "release_figure"),
    "seats_as_published": Message("lists with the seats that were published", "release_figure"),
    "asked": Message("counts that red and amber questions point at", "release_figure"),
    "not_asked": Message("counts that they do not point at", "release_figure"),
    "wrong_asked": Message("wrong counts that they point at", "release_figure"),
    "right_asked": Message("right counts that they point at", "release_figure"),
    "wrong_asked_all": Message("wrong counts that any question points at", "release_figure"),
    "right_asked_all": Message("right counts that any question points at", "release_figure"),
    "incidents_checked": Message("incidents checked or confirmed", "release_figure"),
    "incidents_unchecked": Message("incidents not yet checked", "release_figure"),
    "complaints_answered": Message("complaints answered", "release_figure"),
    "published_below": Message("districts where less is published than implied", "release_figure"),
    Rule.NOT_FALLING: Message("a later hour below an earlier one", "release_figure"),
    Rule.STOPS_AT_CLOSING: Message("a figure that moved after closing", "release_figure"),
    Rule.BETWEEN_REGIONS: Message("the country outside its regions", "release_figure"),
    Rule.WITHIN_LIST: Message("more voters than on the list", "release_figure"),
    Rule.COUNT_MAKES_SHARE: Message("a count that does not make its share", "release_figure"),
    Rule.VOTES_MAKE_SHARE: Message("votes that do not make their share", "release_figure"),
    Rule.PARTS_MAKE_WHOLE: Message("parts that do not make their whole", "release_figure"),
}
AMOUNTS: dict[str, Message] = {
    "cannot": Message("cannot be compared", "release_figure"),
    "complete_units": Message("units with every protocol held", "release_figure"),
    "incomplete_units": Message("units where protocols are missing", "release_figure"),
    "stations": Message("stations", "release_figure"),
    "whole_day": Message("stations counted from opening to close and with a protocol to compare", "release_figure"),
    "protocol": Message("voters inside the premises by protocol", "release_figure"),
    "counted": Message("counted", "release_figure"),
    "stated": Message("stated", "release_figure"),
    "ratio": Message("protocol to one counted", "release_figure"),
    "expected": Message("expected by chance", "release_figure"),
    "standard_deviation": Message("standard deviation", "release_figure"),
    "excess": Message("difference from chance", "release_figure"),
    "z": Message("the difference in standard deviations", "release_figure"),
    "held": Message("stations with a protocol held", "release_figure"),
    "difference": Message("protocol minus count, people", "release_figure"),
    "tried": Message("things asked", "release_figure"),
    "votes_over": Message("votes beyond the ballots", "release_figure"),
    "ballots_over": Message("ballots beyond the votes", "release_figure"),
    "ballots_unknown": Message("published stations without one of these figures", "release_figure"),
    "votes_in_part": Message("published stations with votes of some options only", "release_figure"),
    "still_apart": Message("lists of watched less matched, in standard deviations", "release_figure"),
    "others_beside": Message("like stations beside the watched ones", "release_figure"),
    "implied_voters": Message("voters implied by watched stations", "release_figure"),
    "published_voters": Message("voters published in the same districts", "release_figure"),
    "items": Message("things asked that could be compared by region", "release_figure"),
    "correlation": Message("correlation of turnout with the leader's share", "release_figure"),
    "excess_votes": Message("votes above proportion", "release_figure"),
    "lowest_votes": Message("the least of the band, votes", "release_figure"),
    "highest_votes": Message("the most of the band, votes", "release_figure"),
    "neighbourhoods": Message("regions compared", "release_figure"),
    "turnout_shift": Message("shift in turnout, standard deviations", "release_figure"),
    "leader_shift": Message("shift of the leader's share, standard deviations", "release_figure"),
    "digit": Message("digit furthest from a tenth", "release_figure"),
    "chi_square": Message("chi-square", "release_figure"),
    "seats": Message("seats", "release_figure"),
    "base_votes": Message("votes that the threshold is a share of", "release_figure"),
    "fewest_votes": Message("fewest votes that change a seat", "release_figure"),
    "not_judged": Message("counts with nothing to hold against", "release_figure"),
    "reports": Message("reports of incidents", "release_figure"),
    "districts_without": Message("districts without a watched station", "release_figure"),
}
SHARES: dict[str, Message] = {
    "estimate": Message("turnout estimated", "release_figure"),
    "official": Message("turnout announced", "release_figure"),
    "held_share": Message("turnout by the protocols held", "release_figure"),
    "share": Message("difference as a share of the people counted", "release_figure"),
    "least": Message("its least value", "release_figure"),
    "greatest": Message("its greatest value", "release_figure"),
    "without_largest": Message("without the one on whom most rests", "release_figure"),
    "announced": Message("turnout announced", "release_figure"),
    "announced_share": Message("turnout announced", "release_figure"),
    "list_share": Message("share of the list with a protocol held", "release_figure"),
    "seen_share": Message("turnout by the protocols held", "release_figure"),
    "remainder_share": Message("what the others must average", "release_figure"),
    "night_share": Message("turnout announced at night", "release_figure"),
    "later_share": Message("turnout announced later", "release_figure"),
    "clean_to_share": Message("end of the range called clean", "release_figure"),
    "digit_share": Message("share of the counts with that digit", "release_figure"),
    "threshold_share": Message("threshold", "release_figure"),
    "watched_difference": Message("watched less like stations", "release_figure"),
}
FLAGS: dict[str, Message] = {
    "flagged": Message("unusual by the rule set beforehand", "release_figure"),
    "first_impossible": Message("no turnout can be that", "release_figure"),
    "not_comparable": Message("watched stations cannot be set beside others", "release_figure"),
}
MOMENTS: dict[str, Message] = {"capital_hour": Message("capital time", "release_figure")}
NAMES = PARTS | AMOUNTS | SHARES | FLAGS | MOMENTS
SIGNED = frozenset({
    "excess", "z", "difference", "still_apart", "correlation", "excess_votes", "lowest_votes", "highest_votes", "turnout_shift",
    "leader_shift"})  # fmt: skip
OF_VOTES = frozenset({"excess_votes", "lowest_votes", "highest_votes"})
"""Computed, but votes are whole."""
PRINTED = frozenset({"night_share", "later_share"})
"""Shares as commissions print them, one of which may differ from the other in the second decimal only."""
SEATS_OF = "seats_"
"""Before a list's code: its seats."""
OF_DAY = frozenset({"counted", "stated"})
"""Shares of the list where the day is told, people elsewhere."""


FINER = 2
"""Decimals of a share whose change one decimal does not show."""


def figure(each: Figure, subject: str, lists: Mapping[str, str] = MappingProxyType({})) -> str:
    """What changed, before and after: `above: 6 of 49 → 5 of 48`. `lists`: the election's options by code, as the reader calls them."""
    before, after = (_value(each.code, subject, value) for value in (each.before, each.after))
    if before == after and each.before != each.after:
        before, after = (_value(each.code, subject, value, FINER) for value in (each.before, each.after))
    return f"{named(each.code, lists)}: {before} → {after}"


def named(code: str, lists: Mapping[str, str]) -> str:
    """What a code counts; of a list, by its name, or by its code where the election no longer has it."""
    if code in NAMES:
        return text(NAMES[code])
    if not code.startswith(SEATS_OF):
        return code
    of = code.removeprefix(SEATS_OF)
    return f"{text(NAMES['seats'])}, {lists.get(of, of)}"


def _value(code: str, subject: str, value: Sequence[float] | None, digits: int = 1) -> str:
    if value is None:
        return NO_VALUE
    if len(value) > 1:
        # Of none there was nothing to count: a nought would be a figure.
        return text("{k} of {n}", k=int(value[0]), n=int(value[1])) if value[1] else NO_VALUE
    said = value[0]
    if code in SHARES or (code in OF_DAY and subject == Subject.TURNOUT_DAY):
        return share(said, FINER if code in PRINTED else digits)
    if code in FLAGS:
        return text("yes") if said else text("no")
    if code in MOMENTS:
        minutes = round(60 * said)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if code in SIGNED:
        return signed(said, 0 if float(said).is_integer() or code in OF_VOTES else digits + 1)
    return number(said) if float(said).is_integer() else number(said, 3 if code == "ratio" else 2)

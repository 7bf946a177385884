"""Words of the rules that published figures are held to."""

from schemas.message import Message
from services.consistency import Rule

RULES: dict[Rule, Message] = {
    Rule.NOT_FALLING: Message("Not falling by the hour"),
    Rule.STOPS_AT_CLOSING: Message("Still after closing"),
    Rule.BETWEEN_REGIONS: Message("Country between regions"),
    Rule.WITHIN_LIST: Message("Within the list"),
    Rule.COUNT_MAKES_SHARE: Message("Count makes the share"),
    Rule.VOTES_MAKE_SHARE: Message("Votes make the share"),
    Rule.PARTS_MAKE_WHOLE: Message("Parts make the whole"),
}
HELPS: dict[Rule, Message] = {
    Rule.NOT_FALLING: Message("each announced hour of a unit is at least the one before"),
    Rule.STOPS_AT_CLOSING: Message("where stations closed at 20:00, a later hour says the same; regions an hour behind may grow"),
    Rule.BETWEEN_REGIONS: Message("the country lies between its lowest and its highest region, at hours with all regions"),
    Rule.WITHIN_LIST: Message("no more voters than on the list"),
    Rule.COUNT_MAKES_SHARE: Message("the printed count divided by the printed list gives the printed share, to its last decimal"),
    Rule.VOTES_MAKE_SHARE: Message("votes divided by their published whole give the printed share, to its last decimal"),
    Rule.PARTS_MAKE_WHOLE: Message("published parts add up to the published whole"),
}

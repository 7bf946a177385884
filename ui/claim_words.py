"""Words of the ledger of claims: topics, speakers, results of checks, standings."""

from locales import text
from schemas.background import Standing
from schemas.message import Message

TOPICS: dict[str, Message] = {
    "senate": Message("Senate, 12 August 2020"),
    "primaries": Message("Primaries, 1–4 October 2020"),
    "quota": Message("Quotas of party lists"),
    "parties": Message("Parties and campaign"),
    "observers": Message("Who observes"),
    "stations": Message("Stations and voters"),
    "turnout": Message("Turnout"),
    "result": Message("Result of 10 January 2021"),
    "exit_poll": Message("Exit poll"),
    "verdicts": Message("Verdicts of missions"),
    "hypotheses": Message("What could be tested by observers"),
    "history": Message("Circumstances"),
}
SPEAKERS: dict[str, Message] = {
    str(each): each
    for each in (
        Message("article", "speaker"),
        Message("headline", "speaker"),
        Message("Nur Otan press service"),
        Message("party secretary A. Kyrykbayev"),
        Message("B. Baibek"),
        Message("V. N. Bondarev"),
        Message("A. P. Mayorov"),
        Message("CEC"),
        Message("CEC, by the article"),
        Message("CEC decree, by the article"),
        Message("OSCE statement"),
        Message("Public Opinion research centre"),
    )
}
RESULTS: dict[str, Message] = {
    str(each): each
    for each in (
        Message("confirmed", "check_result"),
        Message("approximately confirmed"),
        Message("confirmed in substance"),
        Message("confirmed as an exit poll"),
        Message("confirmed for 2019"),
        Message("consistent", "check_result"),
        Message("held at the time"),
        Message("confirmed, base unstated"),
        Message("consistent with one reading only"),
        Message("preliminary", "check_result"),
        Message("truncated", "check_result"),
        Message("differs by one"),
        Message("partly contradicted"),
        Message("part of a sum that does not add up"),
        Message("contradicted", "check_result"),
        Message("contradicted inside the document"),
        Message("contradicted by another document"),
        Message("opposed by another document"),
        Message("does not add up", "check_result"),
        Message("disputed", "check_result"),
        Message("did not happen"),
        Message("not found", "check_result"),
        Message("not found elsewhere"),
        Message("not checked", "check_result"),
        Message("testable", "check_result"),
        Message("not testable", "check_result"),
    )
}
STANDING_NAMES: dict[Standing, Message] = {
    Standing.HOLDS: Message("holds against other sources"),
    Standing.IN_PART: Message("holds with a reservation"),
    Standing.OPPOSED: Message("another source says otherwise"),
    Standing.OPEN: Message("could not be checked"),
}
QUALIFIERS: dict[str, Message] = {"over": Message("over {value}"), "nearly": Message("nearly {value}")}
KINDS: dict[str, Message] = {
    "inside one document": Message("inside one document"),
    "between documents": Message("between documents"),
    "against official": Message("against official figures"),
    "missing base": Message("base not stated"),
    "wording": Message("wording", "contradiction"),
}


def said_by(speaker: str) -> str:
    """A speaker in the language in use; a name that no table of words holds stays as it is."""
    return text(SPEAKERS[speaker]) if speaker in SPEAKERS else speaker

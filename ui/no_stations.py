"""An election without stations: whether a list is to be expected at all, and who brings it, the reader included."""

from locales import language, text
from schemas.election import Election
from schemas.person import Actor, Role
from services import registry
from services.permissions import Act, may


def inviter(actor: Actor, election: Election, *, is_here: bool = False) -> str:
    """Who brings observers in, the reader included (`is_here`: on this page); where there are no stations they come first."""
    if not registry.region_names(election.election_id, language()):
        who = f"{text('There is no list of polling stations for this election.')} {supplier(actor, election)}"
    elif not may(actor, Act.INVITE):
        who = text("A coordinator invites observers to their stations.")
    else:
        who = text("You invite them above.") if is_here else text("You invite observers to their stations under “Who is where?”.")
    # Published figures by region bring regions along, and still no station.
    return or_none(election, who)


def supplier(actor: Actor, election: Election) -> str:
    """From whom the list can come; for an election of which only published figures are kept, that none belongs to it."""
    if not election.has_stations:
        return text("Only published figures are kept of this election, so no list belongs to it. They stand under “Official figures”.")
    if actor.role is Role.ADMIN:
        return text("You can import it under “Bring tables in”, with the voters on each station's list.")
    return text("An administrator imports it, with the voters on each station's list.")


def or_none(election: Election, supplier: str) -> str:
    """`supplier`: from whom reports can come. Of an election without stations nobody can send any, and no such advice is given."""
    if election.has_stations:
        return supplier
    return text("No observer reports from this election: only its published figures are kept, under “Official figures”.")

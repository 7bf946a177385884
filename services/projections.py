"""What is kept beside the facts so that pages are quick, made again from them: nothing is lost when it is thrown away."""

from functools import partial

from data.store import report_rows
from schemas.person import Actor
from services import house
from services.permissions import Act, require


def rebuild(actor: Actor) -> int:
    """Every report's line again from its payload, in short turns of the writer; how many. Raises Problem: forbidden."""
    require(actor, Act.MANAGE_PEOPLE)
    store, made, after, number = house.store(), 0, 0, 1
    while number:
        number, after = store.write(partial(report_rows.rebuild_next, after=after, everything=True))
        made += number
    return made

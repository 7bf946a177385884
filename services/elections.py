"""Bringing an election in: one file describes it, the demonstration's too."""

from datetime import datetime
from functools import partial
from typing import Any

from data.formats import election_toml
from data.store import elections as stored
from schemas.election import Election
from schemas.message import Message
from schemas.person import Actor
from schemas.problem import Problem, ProblemCode
from services import clock, house, settings
from services.permissions import Act, require


def import_election(actor: Actor, content: bytes) -> Election:
    """Adds an election, or replaces its settings and organisations; every version of the settings stays in the ledger.
    Raises Problem: forbidden; impossible, where its value `lines` names every place of the file that is not as it must be."""
    require(actor, Act.IMPORT_ELECTION)
    try:
        found = election_toml.read(content)
    except election_toml.ElectionFileError as error:
        raise Problem(ProblemCode.IMPOSSIBLE, Message("The file does not describe an election:\n{lines}"),
                      values={"lines": "\n".join(error.lines)}) from None
    election = found.election
    if election.is_simulated and settings.read().mode is settings.Mode.PRODUCTION:
        raise Problem(ProblemCode.FORBIDDEN, Message("Simulated data never enter production. Use an installation in mode demo."))
    house.store().write(partial(_store, found=found, at=clock.now()))
    return election


def _store(connection: Any, found: election_toml.ElectionFile, at: datetime) -> None:
    stored.save(connection, found.election, at)
    stored.save_organisations(connection, found.election.election_id, found.organisations, at)

"""What happens once, before the first visitor: the demonstration gets its clock; production says what it lacks and does not start."""

import socket
import threading

from data.store import ledger
from services import clock, evidence_log, house, keys, log_key, registry, sealing, settings
from services.settings import Mode, Settings

_lock = threading.Lock()
_begun: set[Settings] = set()


class NotReady(Exception):
    """Why production does not start, one sentence each."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def begin() -> None:
    """Once for each house that this process opens; afterwards it costs nothing. Raises NotReady: in production for whatever it
    lacks, anywhere for a database older than what was signed."""
    wanted = settings.read()
    if wanted in _begun:
        return
    with _lock:
        if wanted in _begun:
            return
        if wanted.mode is Mode.PRODUCTION:
            if sentences := refusals():
                raise NotReady(sentences)
        else:
            with house.store().read() as connection:
                clock.start_demonstration(ledger.latest_at(connection))
            if sentence := evidence_log.behind():
                raise NotReady((sentence,))
        _begun.add(wanted)


def refusals() -> tuple[str, ...]:
    """What keeps production from starting: no key, simulated data beside real ones, or an older database than was signed."""
    found: list[str] = []
    if sentence := keys.missing():
        found.append(sentence)
    if sentence := sealing.mistake():
        found.append(sentence)
    if sentence := log_key.missing() or evidence_log.behind():
        found.append(sentence)
    simulated = [election.election_id for election in registry.every_election() if election.is_simulated]
    if simulated:
        found.append(f"This database holds simulated elections ({', '.join(simulated)}): production needs a database of its own. "
                     "Set BAQYLAU_VAR or DATABASE_URL to another place.")
    return tuple(found)


def end() -> None:
    """Between tests: as if this process had not begun."""
    _begun.clear()
    clock.stop_demonstration()


def refuse_taken(port: int) -> None:
    """Raises NotReady where something else answers at this port of this machine: before the address is given to anybody."""
    with socket.socket() as asking:
        # As the server will ask: an address that has only just been let go is free.
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asking.bind(("127.0.0.1", port))
        except OSError:
            raise NotReady((f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run",)) from None

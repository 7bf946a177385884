"""What the demonstration is made from: its sizes, its seed, and one source of chance per subject, so that no part disturbs another."""

import random
from dataclasses import dataclass
from uuid import UUID

from data.formats.reference import Region
from schemas.election import Election, LocalName
from schemas.message import Message
from schemas.person import Organisation

ELECTION_ID = "demo-2029"
PUBLISHER = Message("Central Election Commission (simulated)")
FINAL_TITLE = Message("SIMULATED: final results, country, regions and districts")
"""Of the publication that is stored after everything else."""
EARLIER_ID = "demo-2028-councils"
EARLIER_TITLE = Message("SIMULATED: results of council elections, regions and districts")
"""Of the earlier election's last publication."""
REGISTRY, SEED_OF = Message("invented list of polling stations"), Message("seed")
STATIONS_OF, OBSERVERS_OF = Message("polling stations"), Message("observers")
OBSERVED_OF_OBSERVERS = 600 / 1_100
ABROAD = "ABROAD"
COUNTRY = LocalName(en="Kazakhstan", ru="Казахстан", kk="Қазақстан")


@dataclass(frozen=True, slots=True)
class Plan:
    election: Election
    organisations: tuple[Organisation, ...]
    regions: tuple[Region, ...]
    stations: int
    observers: int
    seed: int
    whole: LocalName = COUNTRY
    """What all the regions together are called."""
    votes_abroad: bool = True
    copies: tuple[int, int, int, int] = (47, 24, 17, 12)
    """How often a copy of the protocol is given, refused, promised, or the observer has left before."""

    def chance(self, subject: str) -> random.Random:
        """The source of chance of one subject: the same seed and subject, the same day."""
        return random.Random(f"{self.seed}:{subject}")

    @property
    def observed(self) -> int:
        """How many stations are watched: 600 by 1,100 observers, and in that proportion."""
        return min(self.stations, max(1, round(self.observers * OBSERVED_OF_OBSERVERS)))

    @property
    def label(self) -> str:
        return f"SIMULATED · {REGISTRY} · {SEED_OF}: № {self.seed} · {STATIONS_OF}: {self.stations} · {OBSERVERS_OF}: {self.observers}"


def report_id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)

"""Forecasts held to the outcome: names by hits, shares by their distance, probabilities by the Brier score. Pure arithmetic.

What of the outcome is not known is never counted as a miss: a score is then given from its least to its most."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


def key(name: str) -> str:
    """A name as it is compared: without case, accents' form, punctuation and the order of its words; ё is е."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join(sorted(_WORD.findall(plain)))


@dataclass(frozen=True, slots=True)
class NamesScore:
    """`hits` of `named` names won, `misses` did not, of `open_n` it is not known; `seats`: how many won in all."""

    named: int
    hits: int
    misses: int
    open_n: int
    seats: int
    hits_most: int

    @property
    def precision(self) -> tuple[float, float]:
        """Least and most share of the names that won."""
        return self.hits / self.named, self.hits_most / self.named

    @property
    def recall(self) -> tuple[float, float]:
        """Least and most share of the winners that were named."""
        return self.hits / self.seats, self.hits_most / self.seats


def names(forecast: Sequence[str], winners: Collection[str], losers: Collection[str], seats: int) -> NamesScore:
    """Names as keys. Of `seats` winners those in `winners` are known; a name that is neither known to have won nor to have lost is open
    as long as winners are missing. Raises ValueError where nothing is named or there are more winners than seats."""
    named = list(dict.fromkeys(forecast))
    if not named or seats < len(set(winners)) or seats < 1:
        raise ValueError("a score needs a name and a seat, and no more winners than seats")
    unknown = seats - len(set(winners))
    hits = sum(each in winners for each in named)
    open_n = sum(each not in winners and each not in losers for each in named) if unknown else 0
    return NamesScore(len(named), hits, len(named) - hits - open_n, open_n, seats, hits + min(open_n, unknown))


@dataclass(frozen=True, slots=True)
class SharesScore:
    """Shares in [0, 1]. `n` shares held to the outcome, `inside` of them in their band; `distance`: mean distance to the nearer end of
    the band, 0 inside; `middle_distance`: mean absolute error of the bands' middles; `width`: mean width, 0 where all are points."""

    n: int
    inside: int
    distance: float
    middle_distance: float
    width: float
    missing: int
    """Names whose share was not found in the outcome."""


def distance(low: float, high: float, value: float) -> float:
    """How far a value lies outside a band; 0 inside it and at its ends."""
    return max(low - value, value - high, 0.0)


def shares(forecast: Mapping[str, tuple[float, float]], outcome: Mapping[str, float]) -> SharesScore | None:
    """Bands by key held to shares by key; None where no share of the forecast was found in the outcome."""
    known = [(low, high, outcome[name]) for name, (low, high) in forecast.items() if name in outcome]
    if not known:
        return None
    n = len(known)
    return SharesScore(
        n=n,
        inside=sum(distance(low, high, value) < 1e-9 for low, high, value in known),
        distance=sum(distance(low, high, value) for low, high, value in known) / n,
        middle_distance=sum(abs((low + high) / 2 - value) for low, high, value in known) / n,
        width=sum(high - low for low, high, _ in known) / n,
        missing=len(forecast) - n,
    )


def brier(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """Mean square of probability less what happened (1 or 0): 0 is perfect, 0.25 is what "half" always gets (Brier 1950). None without
    a pair."""
    return sum((probability - happened) ** 2 for probability, happened in pairs) / len(pairs) if pairs else None

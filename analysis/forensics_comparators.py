"""Published elections to set beside a screen, on the same scale: flagged ones and clean ones, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.message import Message


class Screen(StrEnum):
    """The screens that have comparators; the value says what `Comparator.value` counts."""

    INTEGER_ANOMALY = "stations with a whole percentage beyond chance"
    FINGERPRINT = "correlation of turnout with the leader's share, weighted by the lists"
    CLEAN_PEAK = "votes above proportion"
    SMALL_STATIONS = "shift of the leader's share of the list at small stations, in standard deviations"
    LAST_DIGIT = "chi-square of the last digit of the leader's votes"


@dataclass(frozen=True)
class Comparator:
    """One election under one screen. `z` and `stations` where known; `highest` where sources give a range of values,
    `published` the value that the source itself gives where its way of computing is another.

    `is_clean`: an election whose counting nobody serious disputes, or a control chosen as such by the source. `turnout_shift`: of the
    small stations, beside the shift of the leader's share; only both together upwards are the pattern. `ballots`: cast, in the table the
    value was computed from.
    """

    screen: Screen
    election: Message
    value: float
    z: float | None
    stations: int | None
    is_clean: bool
    source: Message
    highest: float | None = None
    published: float | None = None
    turnout_shift: float | None = None
    ballots: int | None = None

    @property
    def share_of_stations(self) -> float | None:
        """For screens that count stations, so that a country of 10,000 stations can stand beside one of 90,000."""
        return self.value / self.stations if self.screen is Screen.INTEGER_ANOMALY and self.stations else None

    @property
    def share_of_ballots(self) -> float | None:
        """For screens that count votes, of all ballots cast in the same table: votes of a country say nothing beside those of a sample."""
        return self.value / self.ballots if self.ballots else None


_RUSSIA = Message(
    "Exact computation on the tables of D. Kobak (github.com/dkobak/elections); published values by random draws: {published}")
_KOBAK_TABLES = Message("Exact computation on the tables of D. Kobak (github.com/dkobak/elections)")
_TWO_RANGES = Message("Kobak, Shpilkin and Pshenichnikov (2016, 2018), repository: range over two clean ranges")
_TEN_MILLION = Message("Kobak, Shpilkin and Pshenichnikov (2016, 2018), repository: about 10 million published")
_POLAND = Message("Exact computation on the tables of the Polish State Electoral Commission")
_JIMENEZ = Message("After Jiménez, Hidalgo and Klimek (2017), computed on the same tables")

COMPARATORS: tuple[Comparator, ...] = (
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2004, president"), 934.4, 934.4 / 113.7, 85_457, False, _RUSSIA, published=933.7),
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2007, Duma"), 722.3, 722.3 / 114.0, 85_908, False, _RUSSIA, published=722.7),
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2011, Duma"), 1002.6, 1002.6 / 114.7, 86_718, False, _RUSSIA, published=1003.5),
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2012, president"), 1161.0, None, 87_623, False, _RUSSIA, published=1159.6),
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2018, president"), 1708.6, 1708.6 / 117.4, 91_152, False, _RUSSIA, published=1708.8),
    Comparator(Screen.INTEGER_ANOMALY, Message("Russia 2024, president"), 2933.7, 2933.7 / 113.4, 85_345, False, _RUSSIA, published=2931.0),
    Comparator(Screen.INTEGER_ANOMALY, Message("Poland 2020, president, first round"), 6.9, 0.11, 26_096, True, _POLAND),
    Comparator(Screen.INTEGER_ANOMALY, Message("Poland 2020, president, second round"), 11.3, 0.18, None, True, _POLAND),
    Comparator(
        Screen.INTEGER_ANOMALY,
        Message("Georgia 2013, president"),
        57.0,
        2.44,
        3_575,
        True,
        Message("Exact computation on the official results by ForSet Georgia; 1.7 (z 0.07) with the leader as a share of valid votes"),
    ),
    Comparator(
        Screen.INTEGER_ANOMALY, Message("Canada 2011, Conservatives"),
        219.9, 2.22, None, True, Message("Exact computation on the data of Rozenas (2017)")
    ),
    Comparator(Screen.FINGERPRINT, Message("Russia 2011, Duma"), 0.747, None, 95_224, False, _KOBAK_TABLES),
    Comparator(Screen.FINGERPRINT, Message("Russia 2018, president"), 0.585, None, 97_698, False, _KOBAK_TABLES),
    Comparator(Screen.FINGERPRINT, Message("Poland 2020, president, first round"), -0.193, None, 27_221, True, _POLAND),
    Comparator(
        Screen.CLEAN_PEAK, Message("Russia 2011, Duma"),
        14.8e6, None, None, False, _TWO_RANGES, highest=15.2e6, ballots=65_648_690
    ),
    Comparator(
        Screen.CLEAN_PEAK, Message("Russia 2018, president"),
        10.0e6, None, None, False, _TEN_MILLION, highest=11.0e6, ballots=73_578_992
    ),
    Comparator(
        Screen.CLEAN_PEAK,
        Message("Russia 2024, president"),
        21.9e6,
        None,
        None,
        False,
        Message("Important Stories (I. Shukshin) 21.9 million; Novaya Gazeta Europe 31.6 million with the same method"),
        highest=31.6e6,
    ),
    Comparator(Screen.SMALL_STATIONS, Message("Russia 2011, Duma"), 0.676, None, None, False, _JIMENEZ, turnout_shift=0.650),
    Comparator(Screen.SMALL_STATIONS, Message("Russia 2012, president"), 0.710, None, None, False, _JIMENEZ, turnout_shift=0.633),
    Comparator(Screen.SMALL_STATIONS, Message("Russia 2018, president"), 0.635, None, None, False, _JIMENEZ, turnout_shift=0.573),
    Comparator(Screen.SMALL_STATIONS, Message("Poland 2020, second round, Duda"), 0.452, None, None, True, _JIMENEZ, turnout_shift=-0.199),
    Comparator(
        Screen.SMALL_STATIONS, Message("Poland 2020, second round, Trzaskowski"), -0.575, None, None, True, _JIMENEZ, turnout_shift=-0.199
    ),
    Comparator(Screen.LAST_DIGIT, Message("Russia 2011, Duma"), 23.1, None, None, False, _KOBAK_TABLES),
    Comparator(Screen.LAST_DIGIT, Message("Poland 2020, first round, Duda"), 7.0, None, None, True, _POLAND),
    Comparator(
        Screen.LAST_DIGIT, Message("Canada 2011, Conservatives"),
        72.0, None, None, True, Message("Data of Rozenas (2017): small counts, a false positive")
    ),
)


def comparators(screen: Screen) -> tuple[Comparator, ...]:
    """Those of one screen, flagged and clean together, as they must be shown."""
    return tuple(comparator for comparator in COMPARATORS if comparator.screen is screen)

"""How good the checks of a count were where the truth is known: entries typed from photographs of protocols, Georgia, 27 October 2013.

An entry is wrong where a figure differs from what two volunteers agreed on. Thresholds were fixed on districts with odd numbers; these
are the others. A check sees the entry, the registry's list, and what was typed before it of other stations of its district. The numbers are
counts of entries, computed again by tests/golden/test_single_entry_checks.py; docs/checks.md and the page on checks say these."""

from dataclasses import dataclass

from schemas.finding import Level

SOURCE = "ForSetGeorgia/Georgian-Election-Protocols, 2013_crowd_data.csv; Georgian-Election-Data, 2013_official_pres.csv (MIT)"
ENTRIES_N = 13_549
WRONG_N, RIGHT_N = 1_140, 5_487
"""Entries of districts with even numbers."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """Entries that a check, or several together, pointed at. `alone_n`: wrong ones that no other code pointed at; None for several."""

    wrong_n: int
    right_n: int
    alone_n: int | None = None

    @property
    def precision_share(self) -> float:
        return self.wrong_n / (self.wrong_n + self.right_n)

    @property
    def recall_share(self) -> float:
        return self.wrong_n / WRONG_N

    @property
    def false_alarm_share(self) -> float:
        return self.right_n / RIGHT_N


USUAL_THREE = Spoke(826, 793)
"""The sum without tolerance, the limit of the list, hours that do not fall: what the field asks of an entry."""
BY_LEVELS: dict[frozenset[Level], Spoke] = {
    frozenset({Level.RED}): Spoke(390, 153),
    frozenset({Level.AMBER}): Spoke(657, 366),
    frozenset({Level.RED, Level.AMBER}): Spoke(834, 499),
    frozenset(Level): Spoke(955, 907),
}
BY_CODE: dict[str, Spoke] = {
    "P401": Spoke(297, 139, 173),
    "P402": Spoke(352, 172, 237),
    "P403": Spoke(137, 428, 121),
    "P409": Spoke(29, 2, 0),
    "P410": Spoke(35, 20, 19),
    "P412": Spoke(87, 14, 4),
    "P414": Spoke(53, 2, 13),
    "P420": Spoke(84, 5, 0),
    "P421": Spoke(80, 31, 10),
    "P422": Spoke(87, 43, 6),
    "P423": Spoke(16, 31, 4),
    "P424": Spoke(140, 55, 63),
    "P425": Spoke(36, 56, 11),
    "P428": Spoke(10, 6, 0),
}
"""Codes that are not named had nothing to ask: these protocols lack their lines, or a report has no paper."""

"""Where the invented stations stand: how the regions differ, what the buildings are called, which cities abroad."""

from dataclasses import dataclass

from schemas.election import LocalName


@dataclass(frozen=True, slots=True)
class RegionTraits:
    """Invented: share of the stations, share of the observers, true turnout, median list, number of districts."""

    stations: float
    observers: float
    turnout: float
    median_list: int
    districts: int


TRAITS: dict[str, RegionTraits] = {
    "KZ-10": RegionTraits(0.040, 0.020, 0.55, 760, 10),
    "KZ-11": RegionTraits(0.070, 0.020, 0.58, 520, 18),
    "KZ-15": RegionTraits(0.042, 0.030, 0.50, 1_050, 13),
    "KZ-19": RegionTraits(0.072, 0.060, 0.57, 1_150, 11),
    "KZ-23": RegionTraits(0.024, 0.030, 0.47, 1_350, 8),
    "KZ-27": RegionTraits(0.050, 0.030, 0.53, 620, 13),
    "KZ-31": RegionTraits(0.045, 0.020, 0.60, 1_150, 11),
    "KZ-33": RegionTraits(0.048, 0.020, 0.58, 760, 10),
    "KZ-35": RegionTraits(0.052, 0.060, 0.54, 1_150, 12),
    "KZ-39": RegionTraits(0.076, 0.030, 0.60, 520, 20),
    "KZ-43": RegionTraits(0.034, 0.020, 0.59, 1_100, 8),
    "KZ-47": RegionTraits(0.019, 0.030, 0.46, 1_850, 7),
    "KZ-55": RegionTraits(0.050, 0.020, 0.59, 730, 13),
    "KZ-59": RegionTraits(0.074, 0.010, 0.62, 430, 14),
    "KZ-61": RegionTraits(0.086, 0.040, 0.61, 1_150, 17),
    "KZ-62": RegionTraits(0.016, 0.060, 0.52, 760, 5),
    "KZ-63": RegionTraits(0.054, 0.030, 0.58, 680, 11),
    "KZ-71": RegionTraits(0.034, 0.140, 0.42, 2_100, 6),
    "KZ-75": RegionTraits(0.056, 0.230, 0.31, 2_050, 8),
    "KZ-79": RegionTraits(0.033, 0.100, 0.50, 1_900, 5),
}

TROUBLED: frozenset[str] = frozenset({"KZ-61", "KZ-79", "KZ-43", "KZ-10", "KZ-35"})
"""Regions where protocols above the count are planted more often. Chosen at random, once."""

IMPOSSIBLE_REGION = "KZ-62"
"""The region whose announced turnout cannot be, given the protocols held."""

VENUES: tuple[LocalName, ...] = (
    LocalName(en="School {n}", ru="Школа № {n}", kk="№ {n} мектеп"),
    LocalName(en="School {n}", ru="Школа № {n}", kk="№ {n} мектеп"),
    LocalName(en="School {n}", ru="Школа № {n}", kk="№ {n} мектеп"),
    LocalName(en="Kindergarten {n}", ru="Детский сад № {n}", kk="№ {n} балабақша"),
    LocalName(en="House of Culture", ru="Дом культуры", kk="Мәдениет үйі"),
    LocalName(en="College {n}", ru="Колледж № {n}", kk="№ {n} колледж"),
    LocalName(en="Library", ru="Библиотека", kk="Кітапхана"),
    LocalName(en="Sports hall", ru="Спортзал", kk="Спортзал"),
)
CLOSED_VENUES: tuple[LocalName, ...] = (
    LocalName(en="Hospital {n}", ru="Больница № {n}", kk="№ {n} аурухана"),
    LocalName(en="Sanatorium", ru="Санаторий", kk="Шипажай"),
    LocalName(en="Military unit {n}", ru="Воинская часть № {n}", kk="№ {n} әскери бөлім"),
)
CITIES_ABROAD: tuple[tuple[str, str, str, str], ...] = (
    ("Tashkent", "Ташкент", "Ташкент", "Asia/Tashkent"),
    ("Bishkek", "Бишкек", "Бішкек", "Asia/Bishkek"),
    ("Istanbul", "Стамбул", "Стамбұл", "Europe/Istanbul"),
    ("Berlin", "Берлин", "Берлин", "Europe/Berlin"),
    ("Seoul", "Сеул", "Сеул", "Asia/Seoul"),
    ("Prague", "Прага", "Прага", "Europe/Prague"),
    ("New York", "Нью-Йорк", "Нью-Йорк", "America/New_York"),
    ("Dubai", "Дубай", "Дубай", "Asia/Dubai"),
    ("Warsaw", "Варшава", "Варшава", "Europe/Warsaw"),
    ("Tokyo", "Токио", "Токио", "Asia/Tokyo"),
    ("London", "Лондон", "Лондон", "Europe/London"),
)


def place(venue: LocalName, number: int, where: LocalName) -> LocalName:
    """The building and where it stands, in three languages."""
    return LocalName(
        **{language: f"{getattr(venue, language).format(n=number)}, {getattr(where, language)}" for language in ("en", "ru", "kk")}
    )

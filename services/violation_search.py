"""What happened? A few plain sentences for the present phase, and a search that also knows the words people really use."""

from datetime import datetime

from locales import LANGUAGES, text, using
from schemas.day import ObservationDay
from schemas.violation_class import BY_CODE, VIOLATION_CLASSES, ViolationClass

OTHER = "OTHER"
AT_OPENING = ("ACC-01", "OPN-02", "OPN-03", "OPN-04", "OPN-01", "ACC-03", "ACC-04", "SAF-01")
IN_VOTING = ("VOT-04", "VOT-02", "VOT-05", "VOT-01", "VOT-07", "ACC-03", "ACC-05", "SAF-01")
AT_COUNT = ("CNT-01", "CNT-02", "PRT-01", "CNT-05", "CNT-04", "ACC-02", "PRT-02", "SAF-01")
KEPT_OUT = ("ACC-01", "ACC-02", "ACC-03", "ACC-04", "ACC-06", "SAF-01")
SPOKEN: dict[str, str] = {
    "VOT-04": "вброс вбросы пачка урна stuffing ballot box жәшікке салу үйме",
    "VOT-03": "карусель каруселка carousel",
    "VOT-08": "автобус подвоз bus автобуспен",
    "VOT-07": "принуждение давление начальник pressure қысым мәжбүрлеу",
    "VOT-09": "подкуп деньги подарки bribe money пара ақша сыйлық",
    "LST-03": "открепной открепительное удостоверение absentee есептен шығару куәлік",
    "OUT-01": "переносная урна на дому выезд portable home тасымалды жәшік үйде",
    "OUT-02": "переносная урна выезд portable тасымалды жәшік",
    "OPN-02": "урна не пустая жәшік бос емес",
    "ACC-01": "не пустили не допустили бақылаушы кіргізбеді admission",
    "ACC-02": "удалили выгнали бақылаушы шығарды removed expelled",
    "ACC-03": "мешают бақылаушы кедергі",
    "ACC-04": "запрет съёмки фото видео камера түсіру",
    "ACC-06": "бақылаушы подставной",
    "PRT-01": "протокол копия хаттама көшірме copy",
    "SAF-01": "угроза угрожают опасность danger threat қауіп қорқыту",
}
"""Words of the street and the press, in any of the three languages, by class; sentences in the person's language are searched too."""
MOST_FOUND = 8


def for_phase(hours: ObservationDay, now: datetime, *, is_inside: bool) -> tuple[str, ...]:
    """The sentences offered first: by the hour, or about access for somebody who was not let in."""
    if not is_inside:
        return KEPT_OUT
    if now < hours.opens_at:
        return AT_OPENING
    return IN_VOTING if now < hours.closes_at else AT_COUNT


def _said(each: ViolationClass) -> str:
    sentences = []
    for code in LANGUAGES:
        with using(code):
            sentences.append(text(each.sentence))
    return " ".join((*sentences, SPOKEN.get(each.code, ""))).casefold()


def search(wanted: str) -> tuple[str, ...]:
    """Codes of the classes in which every word (or its beginning) is found, most matching words first; empty for no words."""
    words = [word[:7] for word in wanted[:100].casefold().split() if len(word) > 1]
    if not words:
        return ()
    found = [each.code for each in VIOLATION_CLASSES if each.code != OTHER and all(word in _said(each) for word in words)]
    return tuple(found[:MOST_FOUND])


def sentence(code: str) -> str:
    return text(BY_CODE[code].sentence)

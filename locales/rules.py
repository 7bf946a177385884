"""What a translation must keep to: placeholders, plural forms, letters of one alphabet, no Kazakh suffix on a placeholder."""

import re
from string import Formatter
from unicodedata import name

FORM_COUNT = {"kk": 2, "ru": 3, "en": 2}

# Nouns that may stand after a placeholder and a hyphen: a whole word takes its own endings («{n}-жолы»).
WHOLE_WORDS = (
    *("жол", "нұсқа", "шығарылым", "бет", "бап", "тармақ", "қосымша"),
    *("сурет", "кесте", "сұрақ", "қадам", "тур", "округ", "учаске"),
)

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
_HUNG = re.compile(r"\}([-\u2010\u2011]?)([^\W\d_]+)")
# Words that change with the sound before them: the question particle, "also", and "with".
_AGREEING = re.compile(r"\}\s+(ма|ме|ба|бе|па|пе|да|де|та|те|мен|бен|пен)\b", re.IGNORECASE)
_CASE_ENDING = "(?:дың|дің|ға|ге|ды|ді|да|де|дан|ден|ы|і)?"
_PLURAL_AFTER_NUMBER = re.compile(rf"\{{[nkm]\}}\s+([^\W\d_]{{3,}}[лдт][ае]р{_CASE_ENDING})\b", re.IGNORECASE)

# Whether somebody did it on purpose is for a court: these do not stand in sentences of our own.
_FOR_A_COURT = {
    "en": re.compile(r"\b(fraud\w*|falsif\w*|stolen|prove[dn]|massive\w*)", re.IGNORECASE),
    "ru": re.compile(r"\b(фальси\w*|сфальси\w*|подтасов\w*|украден\w*|доказан\w*|массов\w*)", re.IGNORECASE),
    "kk": re.compile(r"\b(фальси\w*|бұрмалан\w*|ұрланған\w*|дәлелденді\w*|жаппай\w*)", re.IGNORECASE),
}


def placeholders(template: str) -> set[str]:
    """Names of the placeholders; ValueError when the braces do not match or hold more than a name."""
    found: set[str] = set()
    for _, field, specification, conversion in Formatter().parse(template):
        if field is None:
            continue
        if not field.isidentifier() or specification or conversion:
            raise ValueError(f"a placeholder is a bare name, not {{{field}}} with more")
        found.add(field)
    return found


def placeholder_faults(singular: str, plural: str | None, forms: tuple[str, ...], code: str) -> list[str]:
    """Forms whose placeholders are not those of the English text; only English may say "one" without {n}."""
    faults = []
    try:
        wanted = placeholders(plural or singular)
        if "context" in wanted:
            faults.append("{context} is taken by the argument of that name")
        for place, form in enumerate((singular, *forms) if plural else forms):
            given = placeholders(form)
            words_for_one = plural is not None and (place == 0 or (code == "en" and place == 1))
            if given != wanted and not (words_for_one and given == wanted - {"n"}):
                faults.append(f"placeholders {sorted(given)} instead of {sorted(wanted)}: {form}")
    except ValueError as error:
        faults.append(f"{error}: {singular}")
    return faults


def form_faults(plural: str | None, forms: tuple[str, ...], code: str) -> list[str]:
    """A wrong number of forms, an empty one, or Kazakh forms that differ (the noun is singular after every number)."""
    wanted = FORM_COUNT[code] if plural else 1
    faults = []
    if len(forms) != wanted:
        faults.append(f"{len(forms)} forms instead of {wanted}")
    if not all(form.strip() for form in forms):
        faults.append("an empty translation")
    if code == "kk" and len(set(forms)) > 1:
        faults.append(f"Kazakh forms differ: {' / '.join(forms)}")
    return faults


def _script(letter: str) -> str:
    return name(letter, "").split(" ")[0]


def letter_faults(form: str) -> list[str]:
    """Words in which a Latin letter stands among Cyrillic ones, or the other way round."""
    words = _WORD.findall(_PLACEHOLDER.sub(" ", form))
    return [f"letters of two alphabets in one word: {word}" for word in words if {"LATIN", "CYRILLIC"} <= {_script(x) for x in word}]


def kazakh_faults(form: str) -> list[str]:
    """Endings hung on a placeholder, words that must agree with it, and plural nouns after a number."""
    faults = []
    for hyphen, word in _HUNG.findall(form):
        if not hyphen or not word.casefold().startswith(WHOLE_WORDS):
            faults.append(f"a suffix on a placeholder: {hyphen}{word}")
    faults += [f"a word that must agree with the placeholder before it: {word}" for word in _AGREEING.findall(form)]
    faults += [f"a plural noun after a number: {word}" for word in _PLURAL_AFTER_NUMBER.findall(form)]
    return faults


def wording_faults(form: str, code: str) -> list[str]:
    """Words that presume intent."""
    return [f"a word for a court to use: {word}" for word in _FOR_A_COURT[code].findall(form)]


def faults_in(singular: str, plural: str | None, forms: tuple[str, ...], code: str) -> list[str]:
    """Everything wrong with one message in one language, in words; empty when it is sound."""
    faults = form_faults(plural, forms, code) + placeholder_faults(singular, plural, forms, code)
    for form in forms:
        faults += letter_faults(form) + wording_faults(form, code)
        if code == "kk":
            faults += kazakh_faults(form)
    return faults

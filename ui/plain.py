"""Words that are data, shown as words: nothing in them is read as Markdown."""

import re

from locales import language, month_names, text

_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""Ordinary spaces and ends of lines; a space that holds the digits of a number together stays."""
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|@(?=[\w-]))", re.IGNORECASE)
_TYPED = re.compile(r"(-(?=[->])|<(?=[-=])|[>~](?==)|:(?=material/|streamlit:))")
"""What Streamlit would show as another sign than was typed: -> <- -- >= <= ~= and the names of its pictures."""
_JOINER = "\u2060"
"""It has no width and keeps the line together; what it stands in is no address, arrow or picture for a program."""


_CODE = re.compile(r"(?<![\w/=.#\\-])(?!SHA)[A-Z]{2,}(?:\\?-[A-Z0-9]+)+(?![\w-])")
"""Of an observer, a region, a station; none that stands inside an address."""
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")

_NUMBER_SIGN = re.compile(r"(?<=№) (?=\S)|(?<=\bNo\.) (?=[\dA-Z*])|(?<=\bNo\\\.) (?=[\dA-Z*])|(?<=\d) (?=%)")
_RANGE = re.compile(r"(?<=[\d%])–(?=\d)")
_JOINED_WORD = re.compile(r"(?<![\w/=.,:;@#?&%+~\\-])(\d+)(\\?-)(?=[^\W\d_])")
"""95-процентный, 4-аудан; none that stands inside an address."""
_MONTHS = "|".join(month_names())
_DATE = re.compile(
    rf"(?<=\d) (?=(?:{_MONTHS}))|(?<=\d) (?=жылғы (?:\d|{_MONTHS}))|(?<=\d жылғы) (?=\d|{_MONTHS})|(?<=\d{{4}}) (?=г\\?\.)"
)
_YEAR_AFTER = re.compile(rf"(?<=\d\N{{NO-BREAK SPACE}})((?:{_MONTHS})\w*) (?=\d{{4}}(?!\d))")
_SUM = re.compile(r"(?<=\d) (\\?[+=]) (?=[\d*])")
_ON_ONE_LINE = "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}"


def unbroken(words: str) -> str:
    """Codes in running text stay on one line, as do a date, a range and a sum, and a number stays with its sign and its word: a code that
    goes on in the next line is read as two. For what is shown, never for what is copied or stored."""
    words = _NUMBER_SIGN.sub("\N{NO-BREAK SPACE}", words)
    words = _YEAR_AFTER.sub("\\1\N{NO-BREAK SPACE}", _DATE.sub("\N{NO-BREAK SPACE}", words))
    words = _JOINED_WORD.sub(rf"\1\2{_JOINER}", words)
    words = _SUM.sub(_ON_ONE_LINE, _RANGE.sub(f"–{_JOINER}", words))
    return _CODE.sub(lambda code: code[0].replace("\\", "").replace("-", "\N{NON-BREAKING HYPHEN}"), words)


def numbered(number: str) -> str:
    """A station's, an incident's number with its sign, as the language in use writes it, on one line: No. 0113 · № 0113."""
    return text("No. {n}", n=number).replace(" ", "\N{NO-BREAK SPACE}")


def whole_numbers(words: str) -> str:
    """Numbers in running text stay on one line, and sums: one that goes on in the next line is read as two."""
    return _SUM.sub(_ON_ONE_LINE, _THOUSANDS.sub("\N{NO-BREAK SPACE}", words))


def escaped(words: str) -> str:
    """Text in which no sign has a meaning in Markdown, on one line. An address in it stays words: Markdown would make a link of it, escaped
    or not, and those who read what others wrote must not be led away by it."""
    joined = _TYPED.sub(rf"\1{_JOINER}", _ADDRESS.sub(rf"\1{_JOINER}", _BREAKS.sub(" ", words).strip()))
    return _MARKS.sub(r"\\\1", joined)


def as_typed(words: str) -> str:
    """A person's own words, line by line as they were typed; an empty line stays one."""
    lines = [escaped(each) for each in words.strip().splitlines()]
    # A line of "=" under another would make a heading of it.
    return "  \n".join((f"\\{each}" if each.startswith("=") else each) or "\N{NO-BREAK SPACE}" for each in lines)


def quoted(words: str) -> str:
    """In the quotation marks of the language in use. `words` are escaped already."""
    return f"“{words}”" if language() == "en" else f"«{words}»"

"""Entries of the catalogues: read from lines of JSON, kept sorted in the three `.po` files of a domain."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogueMessage
from babel.messages.pofile import normalize, read_po

from locales.languages import LANGUAGES
from locales.loading import ROOT, Key, read_domain
from locales.rules import FORM_COUNT

FOR_NATIVE_READER = "fuzzy-kk"

_PLURAL_RULES = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
_FIELDS = {"id", "context", "plural", "ru", "kk", "native", "key", "source", "note"}


@dataclass(frozen=True)
class Entry:
    """One message with its forms in every language (one form, or one for each plural form)."""

    id: str
    context: str | None
    plural: str | None
    forms: Mapping[str, tuple[str, ...]] = field(hash=False)
    native: bool = False
    key: str | None = None
    source: str | None = None
    note: str | None = None

    @property
    def where(self) -> Key:
        return (self.context, self.id)


def _forms(value: object, plural: str | None, code: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) * (FORM_COUNT[code] if plural else 1)
    if isinstance(value, list) and value and all(isinstance(form, str) for form in value):
        return tuple(value)
    raise ValueError(f"{code}: a text, or a list of one text for each plural form")


def _optional(line: Mapping[str, object], name: str) -> str | None:
    value = line.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise ValueError(f"{name} must be a text")


def parse_entry(raw: str) -> Entry:
    """One line of JSON as an entry; ValueError saying what is wrong with it."""
    line = json.loads(raw)
    if not isinstance(line, dict) or not isinstance(line.get("id"), str) or not line["id"]:
        raise ValueError('each line is an object with an "id"')
    if unknown := set(line) - _FIELDS:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    plural = _optional(line, "plural")
    english = (line["id"], plural) if plural else (line["id"],)
    forms = {"en": english, **{code: _forms(line.get(code), plural, code) for code in ("kk", "ru")}}
    described = {name: _optional(line, name) for name in ("context", "key", "source", "note")}
    return Entry(id=line["id"], plural=plural, forms=forms, native=bool(line.get("native")), **described)


def _header(code: str) -> bytes:
    lines = (f"Language: {code}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")
    quoted = "".join(f'"{line}\\n"\n' for line in (*lines, f"Plural-Forms: {_PLURAL_RULES[code]}"))
    return f'msgid ""\nmsgstr ""\n{quoted}'.encode()


def domain_path(domain: str, code: str, root: Path = ROOT) -> Path:
    return root / code / f"{domain}.po"


def open_domain(domain: str, code: str, root: Path = ROOT) -> Catalog:
    """The catalogue of a domain in a language; an empty one with its plural rule when there is no file yet."""
    path = domain_path(domain, code, root)
    return read_domain(path, code) if path.exists() else read_po(BytesIO(_header(code)), locale=code, charset="utf-8")


def domains(root: Path = ROOT) -> list[str]:
    return sorted({path.stem for code in LANGUAGES for path in (root / code).glob("*.po")})


def messages_of(catalog: Catalog) -> dict[Key, CatalogueMessage]:
    """Every message but the header, by context and singular id."""
    return {(message.context, ids_of(message)[0]): message for message in catalog if message.id}


def ids_of(message: CatalogueMessage) -> tuple[str, str | None]:
    """Singular and plural id."""
    return (message.id, None) if isinstance(message.id, str) else (message.id[0], message.id[1])


def strings_of(message: CatalogueMessage) -> tuple[str, ...]:
    """The translated forms; an empty text where there is none."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(form or "" for form in message.string)


def _put(catalog: Catalog, entry: Entry, code: str) -> None:
    about = [f"{name}: {value}" for name, value in (("key", entry.key), ("source", entry.source), ("note", entry.note)) if value]
    if code != "kk":
        about = [line for line in about if line.startswith("key: ")]
    reader = [f"{FOR_NATIVE_READER} {entry.key or ''}".strip()] if entry.native and code == "kk" else []
    forms = entry.forms[code]
    catalog.delete(entry.id, entry.context)
    if entry.plural:
        catalog.add((entry.id, entry.plural), forms, auto_comments=about, user_comments=reader, context=entry.context)
    else:
        catalog.add(entry.id, forms[0], auto_comments=about, user_comments=reader, context=entry.context)


def _order(message: CatalogueMessage) -> tuple[str, str]:
    return (ids_of(message)[0], message.context or "")


def _written(message: CatalogueMessage) -> str:
    """One message as the file has it. Comments keep their lines: babel's own writer breaks addresses in two."""
    singular, plural = ids_of(message)
    lines = [f"# {comment}" for comment in message.user_comments] + [f"#. {comment}" for comment in message.auto_comments]
    if message.context is not None:
        lines.append(f"msgctxt {normalize(message.context, width=0)}")
    lines.append(f"msgid {normalize(singular, width=0)}")
    if plural is None:
        return "\n".join([*lines, f"msgstr {normalize(strings_of(message)[0], width=0)}"])
    lines.append(f"msgid_plural {normalize(plural, width=0)}")
    forms = [f"msgstr[{place}] {normalize(form, width=0)}" for place, form in enumerate(strings_of(message))]
    return "\n".join([*lines, *forms])


def _write(catalog: Catalog, path: Path, code: str) -> None:
    """Whole file or nothing: a reader never meets half a catalogue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}.", delete=False) as file:
        file.write(_header(code))
        for message in sorted((message for message in catalog if message.id), key=_order):
            file.write(f"\n{_written(message)}\n".encode())
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)


def store(domain: str, entries: list[Entry], root: Path = ROOT) -> None:
    """Put the entries into the three files of a domain; an entry already there is replaced."""
    for code in LANGUAGES:
        catalog = open_domain(domain, code, root)
        for entry in entries:
            _put(catalog, entry, code)
        _write(catalog, domain_path(domain, code, root), code)

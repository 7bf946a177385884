"""The catalogues' tool.

python -m locales.catalogue missing [--jsonl] [PLACE …]   messages of the program that are not translated yet
python -m locales.catalogue add DOMAIN FILE.jsonl         put entries into the three files of a domain
python -m locales.catalogue check                         1 when anything is missing or breaks a rule
python -m locales.catalogue unused                        translated messages the program does not name

A line of FILE.jsonl: {"id": "…", "context": null, "plural": null, "ru": "…", "kk": "…", "native": true}; "native"
marks Kazakh that a native speaker must read; with a plural, "ru" is a list of three forms (1, 2, 5) and "kk" one text.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from locales.entries import Entry, domains, ids_of, messages_of, open_domain, parse_entry, store, strings_of
from locales.languages import LANGUAGES
from locales.loading import ROOT, Key
from locales.rules import faults_in
from locales.sources import PROJECT, ROOMS, Found, Use, search


def translations(root: Path = ROOT) -> dict[str, dict[str, dict[Key, tuple[str, ...]]]]:
    """Domain -> language -> message -> its forms."""
    return {
        domain: {
            code: {where: strings_of(message) for where, message in messages_of(open_domain(domain, code, root)).items()}
            for code in LANGUAGES
        }
        for domain in domains(root)
    }


def _forms_for(use: Use, known: dict[Key, tuple[str, ...]]) -> tuple[str, ...]:
    """As text() finds them: with the context, else without."""
    return known.get((use.context, use.id)) or known.get((None, use.id), ())


def lacking(uses: Iterable[Use], root: Path = ROOT) -> dict[Use, list[str]]:
    """The first use of every message that is not translated -> the languages that lack it."""
    known: dict[str, dict[Key, tuple[str, ...]]] = {code: {} for code in LANGUAGES}
    for by_code in translations(root).values():
        for code, messages in by_code.items():
            known[code].update(messages)
    first: dict[tuple[str | None, str, str | None], Use] = {}
    for use in uses:
        first.setdefault((use.context, use.id, use.plural), use)
    found: dict[Use, list[str]] = {}
    for use in first.values():
        needed = 2 if use.plural else 1
        codes = [code for code in LANGUAGES if len(_forms_for(use, known[code])) < needed]
        if codes:
            found[use] = codes
    return found


def domain_faults(domain: str, root: Path = ROOT) -> list[str]:
    """Messages of a domain that break a rule, or that one language has and another has not."""
    faults = []
    catalogues = {code: messages_of(open_domain(domain, code, root)) for code in LANGUAGES}
    everywhere = set().union(*catalogues.values())
    for code, messages in catalogues.items():
        faults += [f"{code}/{domain}.po: not there: {_shown(where)}" for where in sorted(everywhere - set(messages), key=str)]
        for where, message in messages.items():
            singular, plural = ids_of(message)
            broken = faults_in(singular, plural, strings_of(message), code)
            faults += [f"{code}/{domain}.po: {_shown(where)}: {fault}" for fault in broken]
    return faults


def quarrels(root: Path = ROOT) -> list[str]:
    """Messages that two domains translate differently: one idea, one word."""
    faults = []
    first: dict[tuple[str, Key], tuple[str, tuple[str, ...]]] = {}
    for domain, by_code in translations(root).items():
        for code, messages in by_code.items():
            for where, forms in messages.items():
                owner, said = first.setdefault((code, where), (domain, forms))
                if said[0] != forms[0]:
                    faults.append(f"{code}: {_shown(where)}: {owner} says {said[0]}, {domain} says {forms[0]}")
    return faults


def _shown(where: Key) -> str:
    context, message = where
    return f"[{context}] {message}" if context else message


def _skeleton(use: Use) -> str:
    line = {"id": use.id, "context": use.context, "plural": use.plural, "ru": ["", "", ""] if use.plural else "", "kk": "", "native": True}
    return json.dumps(line, ensure_ascii=False)


def _say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    (stream or sys.stdout).writelines(f"{line}\n" for line in lines)


def contexts_of_ids(root: Path = ROOT) -> dict[str, list[str]]:
    """English ids that the catalogues know with a context -> their contexts."""
    found: dict[str, set[str]] = {}
    for by_code in translations(root).values():
        for context, message in by_code["en"]:
            if context:
                found.setdefault(message, set()).add(context)
    return {message: sorted(contexts) for message, contexts in found.items()}


def missing(found: Found, *, as_jsonl: bool) -> int:
    contexts = contexts_of_ids()
    for use, codes in lacking(found.uses).items():
        hint = f"; known as {', '.join(contexts[use.id])}" if use.id in contexts else ""
        shown = f"{use.path}:{use.line}: {_shown((use.context, use.id))}  ({', '.join(codes)}{hint})"
        _say([_skeleton(use) if as_jsonl else shown])
    _say(found.faults, sys.stderr)
    return 0


def read_entries(path: Path) -> tuple[list[Entry], list[str]]:
    """Entries of a file and what is wrong with its lines; of two entries for one message the last stands."""
    entries: dict[Key, Entry] = {}
    faults = []
    for place, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            entry = parse_entry(raw)
        except ValueError as error:
            faults.append(f"{path.name}:{place}: {error}")
            continue
        broken = [fault for code, forms in entry.forms.items() for fault in faults_in(entry.id, entry.plural, forms, code)]
        faults += [f"{path.name}:{place}: {_shown(entry.where)}: {fault}" for fault in dict.fromkeys(broken)]
        entries[entry.where] = entry
    return list(entries.values()), faults


def add(domain: str, path: Path, root: Path = ROOT) -> int:
    """Nothing is written when a line is wrong; what another domain has already is left to it."""
    entries, faults = read_entries(path)
    if faults:
        _say(faults, sys.stderr)
        return 1
    owners: dict[Key, tuple[str, dict[str, tuple[str, ...]]]] = {}
    for other, by_code in translations(root).items():
        if other != domain:
            for where in by_code["en"]:
                owners[where] = (other, {code: by_code[code].get(where, ()) for code in LANGUAGES})
    own = []
    for entry in entries:
        owner, said = owners.get(entry.where, ("", {}))
        enough = owner and len(said["kk"]) >= len(entry.forms["kk"])
        if not enough:
            own.append(entry)
        elif any(said[code][0] != entry.forms[code][0] for code in LANGUAGES):
            _say([f"left to {owner}, which says otherwise: {_shown(entry.where)}: {said['ru'][0]} · {said['kk'][0]}"])
    store(domain, own, root)
    _say([f"{domain}: {len(own)} entries put in, {len(entries) - len(own)} left to other domains"])
    return 0


def check(found: Found) -> int:
    faults = [f"{use.path}:{use.line}: not in {', '.join(codes)}: {use.id}" for use, codes in lacking(found.uses).items()]
    faults += found.faults + quarrels()
    for domain in domains():
        faults += domain_faults(domain)
    _say(faults or ["The catalogues are complete."])
    return 1 if faults else 0


def unused(found: Found) -> int:
    named = {(context, use.id) for use in found.uses for context in (use.context, None)}
    for domain, by_code in translations().items():
        for where in sorted(set(by_code["en"]) - named, key=lambda key: key[1]):
            _say([f"{domain}: {_shown(where)}"])
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m locales.catalogue", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    wanted = verbs.add_parser("missing")
    wanted.add_argument("--jsonl", action="store_true", help="as lines to be filled in and given to add")
    wanted.add_argument("place", nargs="*", default=ROOMS, help="rooms, folders or files, from the project's root")
    putting = verbs.add_parser("add")
    putting.add_argument("domain")
    putting.add_argument("file", type=Path)
    verbs.add_parser("check")
    verbs.add_parser("unused")
    given = parser.parse_args(arguments)
    if given.verb == "add":
        return add(given.domain, given.file)
    if given.verb == "missing":
        return missing(search(PROJECT, given.place), as_jsonl=given.jsonl)
    return check(search()) if given.verb == "check" else unused(search())


if __name__ == "__main__":
    sys.exit(main())

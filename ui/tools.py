"""The one row of tools above the charts: which view, copy the sentence, save the picture, download the table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from locales import LANGUAGES, NAMES, language, text, using
from schemas.counting import RULE_NAMES, CountRule
from schemas.election import Election
from schemas.handed_file import FileKind
from schemas.message import Message
from schemas.person import Actor
from services import counting, handed_files, reading, registry, releases
from services.wording import plain
from ui import address, guard, handing, provenance
from ui import election as elections

VIEW = "view"


@dataclass(frozen=True, slots=True)
class Download:
    """A file made when the button is pressed. `name` without SIMULATED: `file_name` puts it in front."""

    name: str
    mime: str
    make: Callable[[], bytes]
    is_recorded: bool = False
    """Whether what makes it has already written into the log who gets it."""
    is_whole: bool = False
    """Whether it shows the country, whatever region the page is narrowed to."""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What the files of a page are made of: the rule it counts by and the position of its facts; None for those in force now."""

    rule: CountRule | None = None
    ledger_length: int | None = None


def file_name(election: Election, name: str) -> str:
    """Simulated data says so in the file's name."""
    return ("SIMULATED_" if election.is_simulated else "") + f"baqylau_{election.election_id}_{name}"


def own_reports() -> str:
    """The source of what rests on observers' reports."""
    return text("own reports up to ledger entry {n}", n=reading.ledger_length())


def published() -> str:
    """The source of what rests on published figures alone."""
    return text("published figures, each with its source on the page")


def no_limits() -> Sequence[str]:
    """A sentence that needs no caveat."""
    return ()


def _filters(election: Election) -> tuple[str, CountRule | None]:
    """The region and the rule that this page is narrowed to; "" and None where it shows all by the rule in force, or where it has no such
    filter: an address may name a region to a page that does not read it."""
    region, rule = address.own("region") or "", address.own("rule") or ""
    known = region if region in registry.region_names(election.election_id, language()) else ""
    other = CountRule(rule) if rule in set(CountRule) and rule != counting.in_force(election.election_id) else None
    return known, other


def region_note(election: Election) -> list[str]:
    """The region this page is narrowed to, for the lines under its first sentence: the filter cuts long names off on a phone, and a
    picture of the page must not pass for the country. Nothing where it shows all."""
    region, _ = _filters(election)
    return [text("Only this region: {region}.", region=registry.region_names(election.election_id, language())[region])] if region else []


def narrowed(election: Election, *, is_whole: bool = False) -> str:
    """What this page is narrowed to, in words; "" where it shows all. `is_whole`: of a file that shows the country all the same."""
    said, (_, rule) = [] if is_whole else region_note(election), _filters(election)
    if rule is not None:
        said.append(text("Reports that count: {rule}.", rule=text(RULE_NAMES[rule])))
    return " ".join(said)


def narrowed_name(election: Election, file: Download) -> str:
    """A file's name that tells it from the same file of another region or rule."""
    region, rule = _filters(election)
    stem, dot, ending = file.name.rpartition(".")
    return "_".join(part for part in (stem, "" if file.is_whole else region, rule or "") if part) + dot + ending


def standing(election: Election) -> str:
    """The release in which these figures stand; none where the page counts by another rule than the releases do."""
    _, rule = _filters(election)
    return releases.standing_words(election) if rule is None else text("not released: by another rule than the one in force")


def quotation(
    election: Election, sentence: Callable[[], str], source: Callable[[], str], limits: Callable[[], Sequence[str]] = no_limits
) -> str:
    """The sentence as it may be quoted, in the language in use, so that it stands alone: with its mark, its election, what it was
    narrowed to, its limits, its source, its standing, the minute, and the whole address where it was read."""
    mark = text("SIMULATED DATA") + "." if election.is_simulated else ""
    parts = [
        mark,
        elections.title(election).removesuffix(".") + ".",  # a Russian date ends with one of its own
        plain(sentence()),
        narrowed(election),
        *(plain(each) for each in limits()),
        text("Source: {source}.", source=source()),
        text("Standing: {standing}.", standing=standing(election)),
        text("Read on {moment}.", moment=provenance.read_at(election)),
        address.whole(election.election_id),
    ]
    return " ".join(part for part in parts if part)


def copy_sentence(
    election: Election, sentence: Callable[[], str], source: Callable[[], str], limits: Callable[[], Sequence[str]] = no_limits
) -> None:
    """The sentence in three languages, each with a copy button of its own."""
    with st.popover(text("Copy sentence"), icon=":material/content_copy:"):
        for code in LANGUAGES:
            with using(code):
                words = quotation(election, sentence, source, limits)
            st.markdown(f"**{NAMES[code]}**")
            st.code(words, language=None, wrap_lines=True)


def _made(file: Download, election: Election, actor: Actor, kind: FileKind, of: MadeOf) -> Callable[[], bytes]:
    """Makes the file and writes into the log who gets it; what cannot be recorded is not handed out."""
    if file.is_recorded:
        return handing.telling(file.make)
    name = file_name(election, narrowed_name(election, file))
    known = handed_files.File(kind, name, election.election_id, of.ledger_length, of.rule)
    return handing.telling(lambda: handed_files.hand(actor, known, file.make()))


def _button(label: str, icon: str, files: Sequence[tuple[str, Download]], election: Election, key: str, of: MadeOf) -> None:
    if not files:
        return
    actor, kind = guard.current(), FileKind.PICTURE if key == "save_picture" else FileKind.TABLE
    if len(files) == 1:
        file = files[0][1]
        st.download_button(
            label,
            data=_made(file, election, actor, kind, of),
            file_name=file_name(election, narrowed_name(election, file)),
            mime=file.mime,
            icon=icon,
            on_click="ignore",
            key=key,
        )
        return
    with st.popover(label, icon=icon):
        for number, (name, file) in enumerate(files):
            st.download_button(
                name,
                data=_made(file, election, actor, kind, of),
                file_name=file_name(election, narrowed_name(election, file)),
                mime=file.mime,
                on_click="ignore",
                key=f"{key}_{number}",
                type="tertiary",
                width="stretch",
            )


def chosen(views: Mapping[str, Message]) -> str:
    """The view in use, for what stands above the row of tools."""
    return address.begin(VIEW, list(views), next(iter(views)))


def row(
    election: Election,
    sentence: Callable[[], str],
    *,
    views: Mapping[str, Message] | None = None,
    pictures: Sequence[tuple[str, Download]] = (),
    tables: Sequence[tuple[str, Download]] = (),
    source: Callable[[], str] = own_reports,
    limits: Callable[[], Sequence[str]] = no_limits,
    of: MadeOf = MadeOf(),
    beside: Callable[[], None] | None = None,
) -> str:
    """Draws the row; returns the code of the view chosen (the first one at the start; "" where there are no views). A single view is no
    choice, so no list is drawn.

    `pictures` and `tables` are (label, file): one is a button, several are a menu; `limits` are the caveats that go with the sentence
    wherever it is quoted; `of` is what the log says the files were made of; `beside` draws one more tool in front of them."""
    handing.failed()
    names = {code: text(words) for code, words in (views or {}).items()}
    codes = list(names)
    chosen = address.begin(VIEW, codes, codes[0]) if codes else ""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if len(codes) > 1:
            picked = st.segmented_control(
                text("View"), codes, format_func=names.__getitem__, key=VIEW, required=True, label_visibility="collapsed"
            )
            chosen = picked or chosen
            address.keep(VIEW, chosen, codes[0])
        with st.container(horizontal=True, width="content", gap="xsmall", key="tools"):
            if beside is not None:
                beside()
            copy_sentence(election, sentence, source, limits)
            _button(text("Save picture"), ":material/image:", pictures, election, "save_picture", of)
            _button(text("Download"), ":material/download:", tables, election, "download_table", of)
    return chosen

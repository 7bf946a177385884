"""The pieces of the ledger of claims: its sentence, its chart, the claims by topic, the sums, the contradictions."""

import re
from datetime import date

import pandas as pd
import streamlit as st

from charts import claims as drawn
from charts import rendering
from charts.theme import STATE_GLYPHS, Look
from locales import date_long, language, month, number, plural, share, text
from schemas.background import ClaimContradiction, DocumentClaim, Standing
from services.claims import Claims, Computed, Term
from services.states import State
from services.wording import strong
from ui import background, empty, filters, tables
from ui.claim_words import KINDS, QUALIFIERS, RESULTS, STANDING_NAMES, TOPICS, said_by
from ui.headline import small
from ui.pictures import Spec
from ui.plain import escaped, unbroken, whole_numbers
from ui.tables import Column

MONTH = re.compile(r"\d{4}-\d{2}")
GLYPHS: dict[Standing, str] = dict(zip(Standing, STATE_GLYPHS.values(), strict=True))


def sentence(found: Claims) -> str:
    """How many claims there are, and how many of each standing."""
    known = found.standings
    return text(
        "The founding documents make {n} claims: {holds} hold against other sources, {part} hold with a reservation, for {opposed} another "
        "source or the document itself says otherwise, and {open} could not be checked.",
        n=strong(len(found.claims)),
        holds=strong(known[Standing.HOLDS]),
        part=strong(known[Standing.IN_PART]),
        opposed=strong(known[Standing.OPPOSED]),
        open=strong(known[Standing.OPEN]),
    )


def caveats() -> list[str]:
    return [
        text("The claims are retold; their words and judgments are those of the speakers named."),
        text("“Could not be checked” says nothing about whether a claim holds."),
    ]


def value(claim: DocumentClaim) -> str:
    """The value as the document has it, written as the language writes it; "" for a claim without one."""
    made = ""
    if claim.form == "percent":
        made = share(float(claim.value) / 100, len(claim.value.partition(".")[2]))
    elif claim.form == "number":
        made = number(float(claim.value), len(claim.value.partition(".")[2]))
    elif claim.form == "date":
        made = date_long(date.fromisoformat(claim.value))
    elif claim.form:
        # One month, a span of months, or several values as the document lists them.
        parts = claim.value.split("/")
        made = " – ".join(map(_month, parts)) if all(map(MONTH.fullmatch, parts)) else ", ".join(claim.value.split(";"))
    return text(QUALIFIERS[claim.qualifier], value=made) if claim.qualifier else made


def _month(value: str) -> str:
    return month(date.fromisoformat(f"{value}-01"))


def chart(found: Claims, look: Look) -> Spec:
    order = list(Standing)
    documents = list(dict.fromkeys(each.document for each in found.claims))
    frame = pd.DataFrame(
        [
            {
                "document": document,
                "place": place,
                "claims": sum(each.document == document and each.standing is standing for each in found.claims),
            }
            for document in documents
            for place, standing in enumerate(order)
        ]
    )
    return rendering.specification(drawn.standings(frame, [text(STANDING_NAMES[each]) for each in order], look))


def chosen(found: Claims) -> list[DocumentClaim]:
    """The claims that the reader's filters leave."""
    topic_column, standing_column, document_column = st.columns(3)
    with topic_column:
        topic = filters.choice("topic", text("Topic"), {code: text(words) for code, words in TOPICS.items()}, everything=text("all topics"))
    with standing_column:
        names = {each.value: f"{GLYPHS[each]} {text(words)}" for each, words in STANDING_NAMES.items()}
        standing = filters.choice("standing", text("Check", "of_a_claim"), names, everything=text("all results"))
    with document_column:
        documents = {each.document: each.document for each in found.claims}
        document = filters.choice("document", text("Document", "founding"), documents, everything=text("all documents"))
    return [
        each
        for each in found.claims
        if topic in (filters.ALL, each.topic) and standing in (filters.ALL, each.standing) and document in (filters.ALL, each.document)
    ]


def listed(claims: list[DocumentClaim]) -> None:
    """The claims under their topics, each with its value, its check, its speaker and its source."""
    if not claims:
        empty.say(text("No claim matches this choice."), text("Choose another topic, result or document."))
        return
    st.markdown(small(plural("{n} claim", "{n} claims", len(claims))))
    for code, words in TOPICS.items():
        of_topic = [each for each in claims if each.topic == code]
        if of_topic:
            st.subheader(text(words), anchor=False)
            st.markdown(unbroken("\n".join(_item(each) for each in of_topic)))


def _item(claim: DocumentClaim) -> str:
    said = escaped(claim.claim.in_language(language()))
    written = f": {strong(escaped(value(claim)))}" if claim.value else ""
    note = f": {escaped(claim.note.in_language(language()))}" if claim.note else ""
    check = f"{GLYPHS[claim.standing]} {text(RESULTS[claim.result])}{note}"
    where = text("{code}, said by: {speaker}", code=claim.claim_id, speaker=said_by(claim.said_by))
    return f"- {said}{written}  \n  {check}  \n  {small(where + ' · ' + background.link(claim.source))}"


def _term(term: Term | str) -> str:
    if isinstance(term, str):
        return term
    return share(term.value / 100, term.digits) if term.percent else number(term.value, term.digits)


def sums(found: Claims) -> tuple[pd.DataFrame, dict[str, Column]]:
    """Each claim that can be computed: what was said, the sum, whether the claim as printed is its result."""
    columns = {
        "state": Column(text("Computed"), width=150, paint="state"),
        "said": Column(text("As said"), number=True, width=125),
        "sum": Column(text("Arithmetic"), width=330),
        "claim": Column(text("Claim", "of_a_document"), width=440),
        "source": Column(text("Source"), width=120, link=True),
        "code": Column(text("Code"), width=75),
    }
    rows = [_sum_row(found, each) for each in found.computed]
    return tables.of(rows, columns), columns


def _sum_row(found: Claims, each: Computed) -> dict[str, str]:
    claim = found.claim(each.claim_id)
    return {
        "state": tables.state_word(State.AGREES if each.agrees else State.DIFFERS),
        "said": value(claim),
        "sum": " ".join(_term(term) for term in each.sum),
        "claim": claim.claim.in_language(language()),
        "source": background.cell(claim.source),
        "code": each.claim_id,
    }


def sums_sentence(found: Claims) -> str:
    agree = sum(each.agrees for each in found.computed)
    return text(
        "{n} claims can be computed from other published figures: {agree} come out as printed, {differ} do not.",
        n=strong(len(found.computed)), agree=strong(agree), differ=strong(len(found.computed) - agree),
    )  # fmt: skip


def contradiction_cards(listed: tuple[ClaimContradiction, ...]) -> None:
    """Both values with equal weight, then what decided."""
    for each, column in zip(listed, background.pairs(len(listed)), strict=True):
        with column, st.container(border=True, gap="xsmall", height="stretch"):
            about = each.about.in_language(language())
            st.markdown(f"**{escaped(about[:1].upper() + about[1:])}** · {small(f'{each.contradiction_id} · {text(KINDS[each.kind])}')}")
            a, b, test = (whole_numbers(escaped(one.in_language(language()))) for one in (each.value_a, each.value_b, each.decided))
            decided = text("What decided: {test}", test=test)
            documents = escaped(", ".join(each.documents))
            # What was compared here has no address of its own: the documents and the pages' own sources are what it rests on.
            known = each.source.address.startswith("http")
            rests = background.link(each.source) if known else text("compared here with the sources of these pages")
            st.markdown(f"○ {a}  \n□ {b}  \n{decided}  \n{small(documents + ' · ' + rests)}")


def table(found: Claims) -> pd.DataFrame:
    """Every claim as a row, for the download: codes and values as in the ledger, words in the language in use."""
    return pd.DataFrame(
        [
            {
                "claim_id": each.claim_id, "document": each.document, "topic": each.topic,
                "claim": each.claim.in_language(language()), "value": each.value, "form": each.form, "qualifier": each.qualifier,
                "said_by": each.said_by, "kind": each.kind, "check_result": each.result, "standing": each.standing.value,
                "note": each.note.in_language(language()) if each.note else "", "source_title": each.source.title,
                "source_url": each.source.address, "source_date": each.source.published_text,
            }
            for each in found.claims
        ]
    )  # fmt: skip

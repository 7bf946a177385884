"""The pieces of the releases page: the sentence, the list, what differs from the one before, proposing and confirming."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from locales import clock, date_long, language, number, text
from schemas.election import Election
from schemas.person import Actor
from schemas.release import CAUSE_NAMES, Headline
from services import releases
from services.conclusion_questions import by_question
from services.permissions import Act, may
from services.releases import Change, Release, Releases
from services.wording import invented, strong
from ui import brand, doing, release_words, tables
from ui.headline import small
from ui.moments import dated
from ui.plain import escaped, unbroken
from ui.tables import Column
from ui.words_entry import words_entry


def moment(election: Election, at: datetime | None) -> str:
    if at is None:
        return ""
    return f"{date_long(at.astimezone(ZoneInfo(election.capital_zone)).date())}, {clock(at, election.capital_zone)}"


def sentence(found: Releases, election: Election) -> str:
    """The newest release, and how many headline statements changed with it."""
    if not found.confirmed:
        return text("Nothing has been released yet: every figure is a draft.")
    newest = found.confirmed[0]
    said = text(
        "Release {number} ({date}) holds {n} statements.",
        number=strong(str(newest.number)),
        date=moment(election, newest.confirmed_at),
        n=strong(len(newest.content.headlines)),
    )
    if found.before(newest) is None:
        return f"{said} {text('There is none before it to compare with.')}"
    changed = strong(len(found.changes(newest)))
    return f"{said} {text('Statements that differ from the release before: {n}.', n=changed)}"


def listed(found: Releases, election: Election) -> None:
    """All releases, newest first."""
    columns = {
        "number": Column(text("No.", "release_number"), number=True, width=60),
        "when": Column(text("Confirmed", "release")),
        "changed": Column(text("Changed statements"), number=True),
        "position": Column(text("Ledger entry"), number=True),
        "people": Column(text("Proposed and confirmed by")),
        "reason": Column(text("Reason")),
    }
    rows = [
        {
            "number": str(each.number),
            "when": dated(each.confirmed_at, election.held_on, election.capital_zone) if each.confirmed_at else "",
            "changed": number(len(found.changes(each))) if found.before(each) else "",
            "position": number(each.content.ledger_length),
            "people": f"{each.proposer_code}, {each.confirmer_code}",
            "reason": invented(each.reason),
        }
        for each in found.confirmed
    ]
    tables.show(tables.of(rows, columns), columns, key="releases", alt=text("Releases"))


def chosen(found: Releases) -> Release:
    """The release looked at; the newest at the start."""
    names = {str(each.number): each for each in found.confirmed}
    picked = st.selectbox(
        text("Release"), list(names), format_func=lambda code: text("Release {number}", number=code), key="release", width=240
    )
    return names.get(str(picked), found.confirmed[0])


def shown(found: Releases, release: Release, election: Election) -> None:
    """One release or proposal: its reason, the error of our own it mends, what changed."""
    by = []
    if release.proposer_code:
        by.append(text("Proposed by {code}, {when}", code=escaped(release.proposer_code), when=moment(election, release.proposed_at)))
    if release.confirmer_code:
        by.append(text("confirmed by {code}, {when}", code=escaped(release.confirmer_code), when=moment(election, release.confirmed_at)))
    st.markdown(f"**{text('Reason')}**: {escaped(invented(release.reason))}")
    if release.own_correction:
        st.markdown(f"**{text('We correct ourselves')}**: {escaped(invented(release.own_correction))}")
    st.markdown(small(" · ".join([*by, f"SHA-256 {release.sha256[:16]}…"])))
    before = found.before(release)
    if before is None:
        st.markdown(text("It is the first: there is nothing to compare it with."))
        return
    changes = found.changes(release)
    st.markdown(text("Statements that differ from release {number}: {n}.", number=str(before.number), n=strong(len(changes))))
    page = tables.page_of(len(changes), key=f"changes_{release.proposal_id}") if len(changes) > tables.ROWS_A_PAGE else slice(None)
    lists = {each.code: each.name.in_language(language()) for contest in election.contests for each in contest.options}
    for change in changes[page]:
        _change(change, lists)


def _change(change: Change, lists: Mapping[str, str]) -> None:
    """What was said, what is said, the figures that differ, and why."""
    with st.container(border=True, gap="xsmall"):
        for label, said in ((text("Before"), change.before), (text("Now"), change.after)):
            words = text("not said") if said is None else said.sentences.get(language(), said.sentences.get("en", ""))
            st.markdown(unbroken(f"**{label}**: {escaped(words)}"))
        subject = next(each.subject for each in (change.after, change.before) if each is not None)
        st.markdown(small("  \n".join(escaped(release_words.figure(each, subject, lists)) for each in change.figures)))
        st.markdown(small(text("Why: {reasons}", reasons=", ".join(text(CAUSE_NAMES[each]) for each in change.causes))))


def statements(release: Release, election: Election) -> None:
    """Everything a release says, as it was said then, by the question it answers; that it is simulated stands once above each."""
    said = release.content.headlines
    if not said:
        st.markdown(small(text("It holds no statement about five or more units: nothing of it can be shown here.")))
    for question, own in by_question(said, lambda each: each.subject):
        with st.container(border=True, gap="xsmall"):
            st.subheader(text(question), anchor=False)
            brand.simulated(election)
            st.markdown(unbroken("\n".join(f"- {escaped(_unmarked(each, election))}" for each in own)))


def _unmarked(said: Headline, election: Election) -> str:
    """The sentence without its mark of simulated data, which stands above it."""
    words = said.sentences.get(language(), said.sentences.get("en", ""))
    return words.removeprefix(f"{text('SIMULATED DATA')}. ") if election.is_simulated else words


def corrections(found: Releases) -> None:
    """Our own errors, and the release that mended each. The list stays."""
    st.subheader(text("Errors of our own that we corrected"), anchor=False)
    if not found.own_corrections:
        st.markdown(small(text("No release so far mended an error of our own.")))
    for each in found.own_corrections:
        st.markdown(unbroken(f"- **{text('Release {number}', number=str(each.number))}**: {escaped(invented(each.own_correction))}"))


def forms(actor: Actor, found: Releases, election: Election) -> None:
    """What waits for a second person, and a new proposal; for those who may. What was just done is said once."""
    doing.said()
    waiting = found.proposed
    if waiting is not None:
        with st.container(border=True):
            st.subheader(text("Waits for a second person"), anchor=False)
            shown(found, waiting, election)
            if waiting.proposer_id == actor.account_id:
                st.markdown(small(text("You proposed it: somebody else confirms it.")))
            elif may(actor, Act.CONFIRM_RELEASE) and st.button(text("Confirm this release"), type="primary", key="confirm_release"):
                doing.attempt(lambda: releases.confirm(actor, election.election_id, waiting.proposal_id), text("It is released."))
    if not may(actor, Act.PROPOSE_RELEASE) or not releases.has_something_own(election):
        return
    with st.form("propose_release", border=True):
        st.markdown(f"**{text('Propose a release')}**")
        length = releases.REASON_LENGTH
        reason = words_entry(text("Why is there a release now?"), length, "release_reason", is_area=True)
        own = words_entry(
            text("Which error of our own does it correct? Leave empty if none."), length, "release_own", is_area=True)
        st.markdown(small(text("The figures of this moment are frozen. They become a release when somebody else confirms them.")))
        st.markdown(small(text("Both texts become public with it, word for word: write no name and nothing that points to an observer.")))
        if st.form_submit_button(text("Propose")):
            doing.attempt(
                lambda: releases.propose(actor, election.election_id, reason or "", own or ""), text("It waits for a second person now.")
            )

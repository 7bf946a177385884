"""The screens: one line each. Who sees which, under which address, in which group. app.py and the guard read it; nothing else decides."""

from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from locales import text
from schemas.message import Message
from schemas.person import Actor, Role
from services import registry

ROOT = Path(__file__).parents[1]
OBSERVE, ANALYSE, DOWNLOAD, FRONT = (
    Message("Observe", "section"), Message("Analyse", "section"), Message("Download", "section"), Message("Front door", "section"))
FOLLOW = Message("Follow", "section")
METHODS = Message("Methods", "section")
MANAGE = Message("Manage", "section")
BACKGROUND = Message("Background", "section")
OBSERVERS = frozenset({Role.OBSERVER})
READERS = frozenset({Role.COORDINATOR, Role.ANALYST, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One screen. `path` is the script from the project's root; `url_path` one word; hidden ones are reached by a button. `title` is its
    name in the menu, so short that no language cuts it off; the page's own title is the question it answers."""

    path: str
    url_path: str
    title: Message
    icon: str
    roles: frozenset[Role]
    section: Message
    hidden: bool = False
    of_chosen_election: bool = False
    """Of the election looked at, although it stands among pages of the past."""

    @property
    def exists(self) -> bool:
        return (ROOT / self.path).is_file()


PAGES: tuple[PageEntry, ...] = (
    PageEntry("pages/public/welcome.py", "welcome", Message("Welcome"), ":material/waving_hand:", frozenset(Role), FRONT, hidden=True),
    PageEntry(
        "pages/public/released.py", "released", Message("Released", "menu"), ":material/campaign:", frozenset(Role), FRONT, hidden=True),
    PageEntry("pages/public/log.py", "check", Message("Check a file", "menu"), ":material/verified:", frozenset(Role), FRONT, hidden=True),
    PageEntry("pages/observe/start.py", "start", Message("Your station"), ":material/location_on:", OBSERVERS, OBSERVE),
    PageEntry("pages/observe/day.py", "my-day", Message("My day"), ":material/today:", OBSERVERS, OBSERVE),
    PageEntry("pages/observe/report.py", "report", Message("Report"), ":material/edit_note:", OBSERVERS, OBSERVE),
    PageEntry("pages/observe/my_reports.py", "my-reports", Message("My reports"), ":material/list_alt:", OBSERVERS, OBSERVE),
    PageEntry("pages/observe/receipt.py", "receipt", Message("Receipt"), ":material/receipt_long:", OBSERVERS, OBSERVE),
    PageEntry("pages/analyse/overview.py", "overview", Message("How much did we see?"), ":material/visibility:", READERS, ANALYSE),
    PageEntry("pages/analyse/turnout.py", "turnout", Message("Does turnout agree?"), ":material/groups:", READERS, ANALYSE),
    PageEntry("pages/analyse/results.py", "results", Message("Do results agree?", "menu"), ":material/how_to_vote:", READERS, ANALYSE),
    PageEntry("pages/analyse/copies.py", "copies", Message("Do copies agree?"), ":material/file_copy:", READERS, ANALYSE),
    PageEntry("pages/analyse/sums.py", "sums", Message("Do protocols add up?", "menu"), ":material/functions:", READERS, ANALYSE),
    PageEntry("pages/analyse/violations.py", "violations", Message("What was seen?", "menu"), ":material/report:", READERS, ANALYSE),
    PageEntry("pages/analyse/station.py", "station", Message("One station"), ":material/location_on:", READERS, ANALYSE),
    PageEntry("pages/analyse/cases.py", "cases", Message("Cases", "menu"), ":material/folder_open:", READERS, ANALYSE),
    PageEntry("pages/analyse/case.py", "case", Message("One case"), ":material/folder:", READERS, ANALYSE, hidden=True),
    PageEntry("pages/analyse/official.py", "official", Message("Official figures"), ":material/account_balance:", READERS, ANALYSE),
    PageEntry("pages/review/queue.py", "queue", Message("What waits"), ":material/checklist:", READERS, FOLLOW),
    PageEntry(
        "pages/review/history.py", "report-history", Message("One report"), ":material/history:", READERS, FOLLOW, hidden=True),
    PageEntry("pages/review/silent.py", "silent", Message("Who has not reported?"), ":material/notifications_paused:", READERS, FOLLOW),
    PageEntry(
        "pages/review/dictate.py", "dictate", Message("Report by phone", "menu"), ":material/phone_in_talk:",
        frozenset({Role.COORDINATOR}), FOLLOW),
    PageEntry(
        "pages/review/second_entry.py", "second-entry", Message("Second entry", "menu"), ":material/keyboard:",
        frozenset({Role.COORDINATOR, Role.ANALYST}), FOLLOW),
    PageEntry(
        "pages/review/conflicts.py", "conflicts", Message("Conflicting reports", "menu"), ":material/compare_arrows:", READERS, FOLLOW),
    PageEntry("pages/review/incidents.py", "incidents", Message("Incidents", "menu"), ":material/join:", READERS, FOLLOW),
    PageEntry("pages/review/quarantine.py", "quarantine", Message("Who is left out?", "menu"), ":material/person_off:", READERS, FOLLOW),
    PageEntry("pages/review/counting.py", "counting", Message("What counts?", "menu"), ":material/rule:", READERS, FOLLOW),
    PageEntry("pages/review/assignments.py", "assignments", Message("Who is where?"), ":material/person_pin_circle:", READERS, FOLLOW),
    PageEntry("pages/methods/screens.py", "screens", Message("Unusual figures?", "menu"), ":material/blur_on:", READERS, METHODS),
    PageEntry("pages/methods/sample.py", "sample", Message("What a sample says", "menu"), ":material/casino:", READERS, METHODS),
    PageEntry("pages/methods/many.py", "many", Message("What stands out?"), ":material/filter_alt:", READERS, METHODS),
    PageEntry("pages/methods/robustness.py", "robustness", Message("On whom it rests", "menu"), ":material/balance:", READERS, METHODS),
    PageEntry("pages/methods/seats.py", "seats", Message("From votes to seats", "menu"), ":material/event_seat:", READERS, METHODS),
    PageEntry("pages/analyse/checks.py", "checks", Message("Quality of checks", "menu"), ":material/fact_check:", READERS, METHODS),
    PageEntry(
        "pages/methods/log.py", "log", Message("The log", "menu"), ":material/lock_clock:", frozenset({Role.ANALYST, Role.ADMIN}), METHODS),
    PageEntry(
        "pages/manage/imports.py", "imports", Message("Bring tables in"), ":material/upload_file:", frozenset({Role.ANALYST, Role.ADMIN}),
        MANAGE),
    PageEntry(
        "pages/analyse/releases.py", "releases", Message("What has changed?", "menu"), ":material/published_with_changes:",
        READERS, DOWNLOAD),
    PageEntry("pages/analyse/download.py", "download", Message("Downloads"), ":material/download:", READERS, DOWNLOAD),
    PageEntry("pages/background/claims.py", "claims", Message("Claims and checks"), ":material/format_quote:", READERS, BACKGROUND),
    PageEntry("pages/background/mazhilis.py", "mazhilis-2021", Message("Mazhilis 2021"), ":material/how_to_vote:", READERS, BACKGROUND),
    PageEntry("pages/background/consistency.py", "consistency", Message("Official consistency"), ":material/rule:", READERS, BACKGROUND),
    PageEntry(
        "pages/background/senate.py", "selection-2020", Message("Senate and primaries"), ":material/filter_list:", READERS, BACKGROUND),
    PageEntry("pages/background/observed.py", "observed-2021", Message("Who observed"), ":material/badge:", READERS, BACKGROUND),
    PageEntry(
        "pages/background/forecasts.py", "forecasts", Message("Forecasts", "menu"), ":material/lock_clock:", READERS | OBSERVERS,
        BACKGROUND, of_chosen_election=True),
    PageEntry(
        "pages/background/turnout_history.py", "turnout-history", Message("Turnout since 2019"), ":material/timeline:", READERS,
        BACKGROUND),
)
HOME = {Role.OBSERVER: "my-day", Role.COORDINATOR: "overview", Role.ANALYST: "overview", Role.ADMIN: "overview"}


@cache
def entries(role: Role) -> tuple[PageEntry, ...]:
    """The screens of a role that are there. Looked for once: each rerun of each visitor asks."""
    return tuple(entry for entry in PAGES if role in entry.roles and entry.exists)


@cache
def others(role: Role) -> tuple[str, ...]:
    """The addresses of the screens that are not of this role."""
    own = entries(role)
    return tuple(entry.url_path for entry in PAGES if entry not in own)


def shown(entry: PageEntry) -> st.Page:
    """A screen for `st.navigation`, named in the reader's language. A copy, because a run marks its page as the one to be shown."""
    return copy(_made(entry.path, text(entry.title), entry.icon, entry.url_path, entry.hidden))


@cache
def _made(path: str, title: str, icon: str, url_path: str, hidden: bool) -> st.Page:
    """Made once: each looks for its script on the disk, and each rerun of each visitor names all of them (ADR 0109)."""
    return st.Page(
        path, title=title, icon=icon, url_path=url_path, default=url_path == "welcome", visibility="hidden" if hidden else "visible")


def entry(url_path: str) -> PageEntry:
    """Raises KeyError for an address that no screen has."""
    for each in PAGES:
        if each.url_path == url_path:
            return each
    raise KeyError(url_path)


def is_background(url_path: str) -> bool:
    """Whether a page shows published material of the past, whatever election is looked at elsewhere."""
    return any(each.url_path == url_path and each.section is BACKGROUND and not each.of_chosen_election for each in PAGES)


def home(role: Role) -> PageEntry:
    """Where somebody of this role begins; the welcome page while the role has no screen of its own."""
    own = [each for each in entries(role) if not each.hidden]
    return next((each for each in own if each.url_path == HOME.get(role)), own[0] if own else PAGES[0])


def election_id_of(actor: Actor, wanted: str | None) -> str | None:
    """The election a person looks at: their own, else the one of the link if there is one by that name, else the latest."""
    if actor.election_id:
        return actor.election_id
    known = [election.election_id for election in registry.every_election()]
    return wanted if wanted in known else next(iter(known), None)

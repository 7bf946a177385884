"""What can be done with a report, by whom, and what it becomes: the one table of states, actions and parties.

`docs/states.md` is made from it (`python -m schemas.review`); services.review and services.reports do nothing that it does not allow."""

from enum import StrEnum
from pathlib import Path

from schemas import second_entry
from schemas.counting import RULE_NAMES, CountRule
from schemas.message import Message
from schemas.report import RevisionState


class Action(StrEnum):
    SUBMIT = "submit"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    RETURN = "return"
    REJECT = "reject"
    GIVE_UP = "give_up"
    """Nobody can be asked any more and there is no paper: an end, and no judgement."""


class Party(StrEnum):
    AUTHOR = "author"
    SECOND_PERSON = "second_person"
    """Anybody with the right to review who is not the author."""


PARTY: dict[Action, Party] = {
    Action.SUBMIT: Party.AUTHOR,
    Action.CORRECT: Party.AUTHOR,
    Action.WITHDRAW: Party.AUTHOR,
    Action.VERIFY: Party.SECOND_PERSON,
    Action.RETURN: Party.SECOND_PERSON,
    Action.REJECT: Party.SECOND_PERSON,
    Action.GIVE_UP: Party.SECOND_PERSON,
}
DECISIONS: dict[Action, RevisionState] = {
    Action.VERIFY: RevisionState.VERIFIED,
    Action.RETURN: RevisionState.RETURNED,
    Action.REJECT: RevisionState.REJECTED,
    Action.GIVE_UP: RevisionState.UNVERIFIABLE,
}
"""What a second person can decide, and the state it makes."""
ACTION_NAMES: dict[Action, Message] = {
    Action.VERIFY: Message("Checked: it holds", "decision"),
    Action.RETURN: Message("Ask the observer", "decision"),
    Action.REJECT: Message("Set aside", "decision"),
    Action.GIVE_UP: Message("Cannot be verified", "decision"),
}
STATE_WORDS: dict[RevisionState, Message] = {
    RevisionState.SUBMITTED: Message("not yet checked by a second person"),
    RevisionState.VERIFIED: Message("checked by a second person"),
    RevisionState.RETURNED: Message("a question to the observer"),
    RevisionState.REJECTED: Message("set aside"),
    RevisionState.UNVERIFIABLE: Message("cannot be verified"),
    RevisionState.WITHDRAWN: Message("withdrawn"),
}


def outcome(state: RevisionState | None, action: Action) -> RevisionState | None:
    """The state after the action; None where it cannot be done. `state` None: there is no report yet.

    A decision can be taken again, by this or another second person: each is a row of its own and the last one stands. What is withdrawn
    is not decided; its author can still send it again."""
    if state is None:
        return RevisionState.SUBMITTED if action is Action.SUBMIT else None
    if action is Action.SUBMIT:
        return None
    if action is Action.CORRECT:
        return RevisionState.SUBMITTED
    if action is Action.WITHDRAW:
        return RevisionState.WITHDRAWN
    return None if state is RevisionState.WITHDRAWN else DECISIONS[action]


HEAD = """# States of a report

A revision is appended once and never changes. What changes is what others say about it: each decision is a row of `review`, by another
person than the author (and than who typed it for the author by phone), with a reason; the last one stands. A correction is the next
revision, and nobody has checked it yet. A report's history shows all of it with the day, the hour, the code of whoever did it and
their words: versions, who typed them, conflicts, calls, decisions, second entry, settled fields, and its observer's quarantine.
Made from `schemas/review.py`; do not edit by hand (`python -m schemas.review`).

"""
PARTIES = """
| action | who | right | reason |
|---|---|---|---|
"""
RIGHTS = {Party.AUTHOR: "submit_report, or dictate_report for a coordinator", Party.SECOND_PERSON: "review_report: coordinator, analyst"}
REASONS = {Action.SUBMIT: "–", Action.CORRECT: "asked for"}
TAIL = """
`returned` shows the observer “question for you”, `verified` “checked by a second person”. Reports that are `withdrawn` or `rejected`, and
all reports of an observer in quarantine, enter no figure (quarantine is no state: one decision on an observer, undone by a second
decision; the state of each report stays, docs/adr/0052). Which of the others do is one rule of the election, changed by a coordinator or an
administrator with a reason and named on every page with what it leaves out (docs/adr/0054):

"""
RULES = """
Turnout, coverage, results and violations can be looked at under another rule; that stands in their address and in the same line.
"""


def document() -> str:
    """The page: a diagram, who may do what, and every state times every action."""
    drawn = ["```mermaid", "stateDiagram-v2", "    [*] --> submitted : submit"]
    live = [state for state in RevisionState if state is not RevisionState.WITHDRAWN]
    drawn += [f"    submitted --> {state} : {action}" for action, state in DECISIONS.items()]
    drawn += [f"    {state} --> submitted : correct" for state in RevisionState if state is not RevisionState.SUBMITTED]
    drawn += [f"    {state} --> withdrawn : withdraw" for state in live] + ["```", ""]
    who = [f"| {action} | {party.replace('_', ' ')} | {RIGHTS[party]} | {REASONS.get(action, 'required')} |"
           for action, party in PARTY.items()]
    names = ["no report yet", *RevisionState]
    states: list[RevisionState | None] = [None, *RevisionState]
    table = [f"| state | {' | '.join(Action)} |", "|---" * (len(Action) + 1) + "|"]
    table += [f"| {name} | {' | '.join(outcome(state, action) or '–' for action in Action)} |"
              for name, state in zip(names, states, strict=True)]
    rules = [f"| rule | {' | '.join(RevisionState)} |", "|---" * (len(RevisionState) + 1) + "|"]
    rules += [f"| {rule}: {RULE_NAMES[rule]} | {' | '.join('enters' if state in rule.states else '–' for state in RevisionState)} |"
              for rule in CountRule]
    parts = (HEAD, "\n".join(drawn), PARTIES, "\n".join(who), "\n\n", "\n".join(table), "\n", TAIL, "\n".join(rules), "\n", RULES)
    return "".join((*parts, second_entry.document()))


if __name__ == "__main__":
    Path("docs/states.md").write_text(document(), encoding="utf-8")

"""One observer's way through a form, screen after screen, as a thumb would go: fill what is asked, press Next, at the end Send."""

from __future__ import annotations

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.session import Run, Session, pressed, typed

NEXT, SEND = "form-next", "form-send"
MOST_SCREENS = 30
COUNT, CLOCK_TIME, WORDS = "100", "10:00", "as I saw it"


def filled(session: Session) -> list[WidgetState]:
    """Every question of the screen answered: a choice, a number, a time of day, a few words."""
    states = []
    for key, (kind, widget) in session.widgets.items():
        if kind == "button_group":
            # Of the answers to a question of the checks the last lets the report stand; the first leads back to the field.
            states.append(typed(kind, widget, widget.options[-1 if "-finding-" in key else 0].content))
        elif kind == "text_input":
            states.append(typed(kind, widget, CLOCK_TIME if key.endswith("_at") else COUNT))
        elif kind == "text_area":
            states.append(typed(kind, widget, WORDS))
    return states


def forward(session: Session) -> Any:
    """The button that leads on: Send at the end, else Next. LookupError where there is neither."""
    for key in (SEND, NEXT):
        if key in session.buttons:
            return session.buttons[key]
    raise LookupError(f"no way on from here, only {', '.join(session.buttons)}")


async def step(session: Session) -> Run:
    """Fill this screen and go on to the next; the run that answers."""
    states = [*filled(session), pressed(forward(session))]
    run = await session.run(states)
    if run.exceptions or not run.finished:
        raise RuntimeError(f"{session.page}: {run.exceptions or run.status}")
    return run


async def to_the_count(session: Session) -> None:
    """Walk to the screen that asks for the number counted. LookupError when the form has none."""
    await session.run()
    for _ in range(MOST_SCREENS):
        if any(key.endswith("voters_counted") for key in session.widgets):
            return
        await step(session)
    raise LookupError("the form never asks for the number counted")


async def to_the_receipt(session: Session) -> list[Run]:
    """Walk to the end and send; the runs on the way. Ends when nothing leads on any more: that is the receipt."""
    runs: list[Run] = []
    for _ in range(MOST_SCREENS):
        if SEND not in session.buttons and NEXT not in session.buttons:
            return runs
        runs.append(await step(session))
    raise LookupError(f"the form {session.query} does not end: {runs[-1].texts}")

"""The pieces of the forecasts page: the sentence, the list of seals with their scores, one forecast beside the outcome, registering."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from locales import clock, date_long, language, number, share, text
from schemas.election import Election
from schemas.forecast import KIND_NAMES, ForecastKind
from schemas.message import Message
from schemas.person import Actor, Role
from schemas.problem import Problem
from services import forecasts
from services.forecasts import Forecast, Forecasts, Score
from services.wording import source_title, strong
from ui import forecast_picture, tables
from ui.election import title
from ui.forecast_picture import came, name_of
from ui.headline import Badge, small
from ui.moments import dated
from ui.plain import escaped
from ui.tables import Column

DONE = "forecast_done"
EXAMPLES: dict[ForecastKind, Message] = {
    ForecastKind.NAMES: Message("A line for each winner: name; how likely, if you like. For example: {name}; 80%"),
    ForecastKind.SHARES: Message(
        "A line for each: name; share in percent, or a band; how likely, if you like. For example: {name}; 70–80; 0.9"),
}


def moment(election: Election, at: datetime) -> str:
    return f"{date_long(at.astimezone(ZoneInfo(election.capital_zone)).date())}, {clock(at, election.capital_zone)}"


def sentence(found: Forecasts) -> str:
    """How many were sealed, how many are scored, and against how much of the outcome; without one, no noughts."""
    counted = text("Forecasts sealed before the result: {n}; held to the published outcome: {scored}.",
                   n=strong(len(found.forecasts)), scored=strong(len(found.scores)))  # fmt: skip
    said = counted if found.forecasts else text("No forecast of this election was sealed here.")
    if found.outcome is None:
        return f"{said} {text('No outcome is published yet.')}"
    if found.outcome.unknown_n:
        known = text("Of {seats} winners {n} are known by name: a score is given from its least to its most.",
                     seats=strong(found.outcome.seats), n=strong(len(found.outcome.winners)))  # fmt: skip
        return f"{said} {known}"
    return said


def caveats(found: Forecasts) -> list[str]:
    until = moment(found.election, found.closes_at)
    made = [text("A forecast is somebody's expectation, not an observation; nothing is computed from it.")]
    open_words = text("New ones are taken until the last station closes: {moment}.", moment=until)
    closed_words = text("None is taken since the last station closed: {moment}.", moment=until)
    if found.has_result:
        return [*made, text("None is taken any more: a result is published. It is shown here when the last station has closed: {moment}.",
                            moment=until)]  # fmt: skip
    return [*made, open_words if found.takes_more else closed_words]


def badges(actor: Actor, election: Election) -> list[Badge]:
    """Which election; to observers, over whose pages nothing else says it, that it is an invented one."""
    is_said = actor.role is not Role.OBSERVER or not election.is_simulated
    return [Badge(title(election)), *([] if is_said else [Badge(text("SIMULATED"), "yellow")])]


def _percent(low: float, high: float) -> str:
    return share(low, 1) if low == high else f"{number(100 * low, 1)}–{share(high, 1)}"


def _range(ends: tuple[float, float]) -> str:
    return share(ends[0], 0) if ends[0] == ends[1] else f"{share(ends[0], 0)} … {share(ends[1], 0)}"


def score_words(score: Score) -> str:
    """A forecast's score in one line; what stays open is said."""
    parts: list[str] = []
    if score.names is not None:
        found = score.names
        parts.append(text("{hits} of {named} named won", hits=number(found.hits), named=number(found.named)))
        parts.append(text("not known: {n}", n=number(found.open_n)) if found.open_n else "")
        parts.append(text("precision {share}", share=_range(found.precision)))
        parts.append(text("winners named {share}", share=_range(found.recall)))
    if score.shares is not None:
        held = score.shares
        parts.append(text("in the band: {k} of {n}", k=number(held.inside), n=number(held.n)))
        parts.append(text("mean distance {points} points", points=number(100 * held.distance, 2)))
        parts.append(text("mean absolute error {points} points", points=number(100 * held.middle_distance, 2)))
    if score.brier is not None:
        parts.append(text("Brier score {value} over {n}", value=number(score.brier, 3), n=number(score.probabilities_n)))
    return "; ".join(part for part in parts if part) or text("not comparable with the outcome")


def _seen(found: Forecasts, each: Forecast) -> str:
    """Who sees what was forecast: the group, its author alone, or nobody yet."""
    if each.content is None:
        return text("hidden until the outcome")
    is_private = each.is_own and not each.is_shown_at_once and found.outcome is None
    return text("to you alone until the outcome") if is_private else text("shown")


def listed(found: Forecasts) -> None:
    """Every seal: when, by whose code, of what kind, its hash and ledger entry, and its score once there is one."""
    columns = {
        "number": Column(text("No.", "release_number"), number=True, width=50), "when": Column(text("Sealed"), width=170),
        "by": Column(text("By"), width=130), "kind": Column(text("Of what"), width=130),
        "score": Column(text("Held to the outcome"), width=330), "content": Column(text("Content"), width=150),
        "seal": Column(text("Hash begins"), width=140), "entry": Column(text("Ledger entry"), number=True),
    }
    rows = [
        {
            "number": str(each.forecast_id), "when": dated(each.registered_at, found.election.held_on, found.election.capital_zone),
            "by": each.author_code,
            "kind": text(KIND_NAMES[each.kind]), "seal": each.sha256[:16], "entry": number(each.entry),
            "content": _seen(found, each),
            "score": score_words(found.scores[each.forecast_id]) if each.forecast_id in found.scores else "",
        }
        for each in found.forecasts
    ]  # fmt: skip
    tables.show(tables.of(rows, columns), columns, key="forecasts", alt=text("Forecasts", "menu"))


def one(found: Forecasts, ledger_length: int) -> None:
    """One forecast, chosen: drawn and in lines beside the outcome, and the very text that was hashed."""
    known = {each.forecast_id: each for each in found.forecasts if each.content is not None}
    if not known:
        return
    chosen = st.selectbox(
        text("Forecast"), list(known), index=len(known) - 1, key="forecast", width=420,
        format_func=lambda code: f"{code} · {text(KIND_NAMES[known[code].kind])}")
    each = known.get(chosen) or next(iter(known.values()))
    forecast_picture.show(found, each, ledger_length)
    _lines(found, each)
    with st.expander(text("The sealed text and its hash")):
        st.markdown(small(text("SHA-256 of these bytes is {hash}. Whoever has them can compute it.", hash=each.sha256)))
        st.code(each.payload or "", language=None, wrap_lines=True)


def _lines(found: Forecasts, each: Forecast) -> None:
    outcome, rows = found.outcome, []
    for entry in each.content.entries if each.content else ():
        place, row = forecasts.mark(entry), {"name": name_of(entry, found.election), "result": "", "error": ""}
        row["probability"] = share(entry.probability, 0) if entry.probability is not None else ""
        if entry.low_share is not None and entry.high_share is not None:
            row["said"] = _percent(entry.low_share, entry.high_share)
            if outcome and place in outcome.shares:
                value = outcome.shares[place]
                away = max(entry.low_share - value, value - entry.high_share, 0.0)
                row |= {"result": share(value, 2), "error": number(100 * away, 2)}
        else:
            row["result"] = came(found, entry)
        rows.append(row)
    columns = {
        "name": Column(text("Name", "forecast"), width=260), "said": Column(text("Forecast"), number=True, width=110),
        "probability": Column(text("How likely"), number=True, width=100), "result": Column(text("Outcome"), number=True, width=110),
        "error": Column(text("Away from the band, points"), number=True, width=160),
    }
    tables.show(tables.of(rows, columns), columns, key="forecast_lines", alt=text("Forecast"))


def outcome_sources(found: Forecasts) -> None:
    """Where the outcome comes from."""
    if found.outcome is None:
        return
    links = [f"[{escaped(name)}]({address})" if address.startswith("http") else escaped(source_title(name))
             for name, address in found.outcome.sources]  # fmt: skip
    st.markdown(small(f"{text('Outcome')}: {' · '.join(links)}"))


def register(actor: Actor, found: Forecasts) -> None:
    """Sealing a new forecast while that may be."""
    if done := st.session_state.pop(DONE, None):
        st.toast(done)
        # An empty form: what was sealed would be sealed a second time by the same press, and neither can be taken back.
        st.session_state["forecast_typed"], st.session_state["forecast_open"] = "", False
    if not found.takes_more or found.outcome is not None:
        return
    with st.container(border=True):
        st.subheader(text("Seal a forecast"), anchor=False)
        kind = st.segmented_control(
            text("Of what"), list(ForecastKind), default=ForecastKind.SHARES, format_func=lambda each: text(KIND_NAMES[each]),
            key="forecast_kind") or ForecastKind.SHARES
        options = found.election.leading_contest.options if found.election.contests else ()
        example = options[0].name.in_language(language()) if options else text("Name", "forecast")
        typed = st.text_area(text("Forecast"), key="forecast_typed", help=text(EXAMPLES[kind], name=example), height=160)
        st.markdown(small(text(EXAMPLES[kind], name=escaped(example))))
        is_open = st.toggle(text("Show it to the group at once"), key="forecast_open")
        st.markdown(small(text("Without it only its hash is seen until the outcome is published. It cannot be changed or taken back.")))
        if st.button(text("Seal it"), type="primary", key="forecast_seal"):
            try:
                made = forecasts.register(actor, found.election.election_id, kind, typed, is_open=is_open)
            except Problem as problem:
                st.warning(text(problem.message, None, **problem.values), icon=":material/info:")
                return
            st.session_state[DONE] = text("Forecast {number} is sealed.", number=str(made))
            st.rerun()

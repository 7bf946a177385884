"""A report read back, as lines of a screen: our sentences, and the observer's own words as typed."""

from locales import text
from services.readback import Card
from ui.plain import escaped


def spoken(card: Card) -> list[str]:
    return [*card.sentences, *(_as_typed(label, escaped(words)) for label, words in card.own_words)]


def _as_typed(label: str, words: str) -> str:
    quoted = text("“{words}”", words=words)
    return text("{label}: {value}", label=label, value=quoted) if label else quoted

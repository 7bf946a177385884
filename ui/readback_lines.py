"""A report read back, as lines of a screen: our sentences, and the observer's own words as typed."""

from services.readback import Card
from ui.plain import escaped


def spoken(card: Card) -> list[str]:
    return [*card.sentences, *(f"{label}: “{escaped(words)}”" for label, words in card.own_words)]

"""A report read back, as lines of a screen: our sentences, and the observer's own words as typed."""

from locales import text
from services.readback import Card
from services.wording import begun
from ui.plain import as_typed, quoted


def spoken(card: Card, *, titled: bool = False) -> list[str]:
    """`titled`: the card's title stands above already, and is not said once more."""
    own = []
    for label, words in card.own_words:
        said = quoted(as_typed(words))
        is_said = not label or (titled and begun(label) == card.title)
        own.append(said if is_said else text("{label}: {value}", label=label, value=said))
    return [*card.sentences, *own]

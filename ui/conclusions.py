"""A conclusion on a page: the badge that says how much it can carry."""

from locales import text
from schemas.message import Message
from services.conclusions import Conclusion, Level, level_words
from ui.headline import Badge, Colour

SHAPES: dict[Level, tuple[str, Colour]] = {
    Level.DOCUMENTED: (":material/description:", "blue"),
    Level.COUNTED: (":material/pin:", "blue"),
    Level.ESTIMATED: (":material/casino:", "blue"),
    Level.ANOMALY: (":material/blur_on:", "yellow"),
    Level.UNVERIFIED: (":material/hourglass_empty:", "yellow"),
    Level.NOTHING: (":material/block:", "gray"),
}
"""A shape and a colour for each level, so that neither speaks alone."""
LABEL = Message("Level: {level}")


def badge(found: Conclusion) -> Badge:
    """`Level: counted`, computed from what the conclusion rests on."""
    icon, colour = SHAPES[found.level]
    return Badge(text(LABEL, level=level_words(found)), colour, icon)

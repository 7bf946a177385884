"""The four states of a comparison, for pages: the same words analysis uses."""

from analysis.states import REASON_NAMES, STATE_NAMES, Reason, Side, State

__all__ = ["REASON_NAMES", "STATE_NAMES", "Reason", "Side", "State"]

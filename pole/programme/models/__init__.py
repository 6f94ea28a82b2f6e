"""The tables of the programme: axes and actions, and what stands behind them."""

from pole.programme.models.actions import Action, ActionFact, ActionRevision, Axis

__all__ = ["Action", "ActionFact", "ActionRevision", "Axis"]

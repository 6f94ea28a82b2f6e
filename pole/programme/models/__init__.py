"""The tables of the programme: axes and actions, what stands behind them, and the proposals that hold them."""

from pole.programme.models.actions import Action, ActionFact, ActionRevision, Axis
from pole.programme.models.contributions import Contribution, ContributionFact
from pole.programme.models.proposals import Proposal, ProposalItem, ProposalPut, ProposalVersion

__all__ = [
    "Action",
    "ActionFact",
    "ActionRevision",
    "Axis",
    "Contribution",
    "ContributionFact",
    "Proposal",
    "ProposalItem",
    "ProposalPut",
    "ProposalVersion",
]

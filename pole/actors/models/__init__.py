"""The tables of the territory: its actors and their links, protocols, project holders, places to choose among."""

from pole.actors.models.directory import Actor, ActorLink
from pole.actors.models.places import Place, PlaceChoice, PlaceCriterion, PlaceMark
from pole.actors.models.protocols import Protocol, ProtocolParty, ProtocolReminder, ProtocolReview
from pole.actors.models.referrals import Referral, ReferralFact

__all__ = [
    "Actor",
    "ActorLink",
    "Place",
    "PlaceChoice",
    "PlaceCriterion",
    "PlaceMark",
    "Protocol",
    "ProtocolParty",
    "ProtocolReminder",
    "ProtocolReview",
    "Referral",
    "ReferralFact",
]

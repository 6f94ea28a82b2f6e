"""Tables of the ballot boxes. A box copies its rules when it opens; rights, ballots, marks, acts and results are facts."""

from votes.models.ballots import Ballot, Mark, PaperCount, SecretBallot
from votes.models.boxes import NOTHING, OPENED_WITH, Box, BoxResult, Hand, LeftOut, Right
from votes.models.life import ACTS, AdditionAsked, AdditionMade, BoxAct, Objection, RightEnd

__all__ = [
    "ACTS",
    "NOTHING",
    "OPENED_WITH",
    "AdditionAsked",
    "AdditionMade",
    "Ballot",
    "Box",
    "BoxAct",
    "BoxResult",
    "Hand",
    "LeftOut",
    "Mark",
    "Objection",
    "PaperCount",
    "Right",
    "RightEnd",
    "SecretBallot",
]

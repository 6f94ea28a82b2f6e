"""The tables of assemblies: one file a moment (assembly and agenda, notice, presence, minutes and decisions), and what the
board declares for the compliance checks.
"""

from governance.models.assembly import AgendaItem, Assembly, OfficerFact
from governance.models.bodies import Body, BodyMeeting, BodySeatFact
from governance.models.compliance import ComplianceDeclaration
from governance.models.consultation import Consultation, ConsultationFact, ConsultationQuestion
from governance.models.following import DecisionTask, DecisionTaskFact, Follower
from governance.models.lots import DrawAnnouncement, DrawMade
from governance.models.minutes import Decision, IncidentFact, MinutesIssue, MinutesRevision
from governance.models.notice import NoticeSending
from governance.models.presence import (
    AttendanceFact,
    HolderPassage,
    OutsideHolder,
    Proxy,
    ProxyRevocation,
    QuorumFact,
    SheetCertification,
)

__all__ = [
    "AgendaItem",
    "Assembly",
    "AttendanceFact",
    "Body",
    "BodyMeeting",
    "BodySeatFact",
    "ComplianceDeclaration",
    "Consultation",
    "ConsultationFact",
    "ConsultationQuestion",
    "Decision",
    "DecisionTask",
    "DecisionTaskFact",
    "DrawAnnouncement",
    "DrawMade",
    "Follower",
    "HolderPassage",
    "IncidentFact",
    "MinutesIssue",
    "MinutesRevision",
    "NoticeSending",
    "OfficerFact",
    "OutsideHolder",
    "Proxy",
    "ProxyRevocation",
    "QuorumFact",
    "SheetCertification",
]

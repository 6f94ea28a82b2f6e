"""The tables of assemblies: one file a moment (assembly and agenda, notice, presence, minutes and decisions), and what the
board declares for the compliance checks.
"""

from governance.models.assembly import AgendaItem, Assembly, OfficerFact
from governance.models.compliance import ComplianceDeclaration
from governance.models.consultation import Consultation, ConsultationFact, ConsultationQuestion
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
    "ComplianceDeclaration",
    "Consultation",
    "ConsultationFact",
    "ConsultationQuestion",
    "Decision",
    "DrawAnnouncement",
    "DrawMade",
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

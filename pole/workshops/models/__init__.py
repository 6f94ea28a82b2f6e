"""The tables of workshops: the record and its sessions, its people, what it yields."""

from pole.workshops.models.people import WorkshopOrganisation, WorkshopPerson, WorkshopPresence
from pole.workshops.models.workshops import Workshop, WorkshopSession, WorkshopStep
from pole.workshops.models.yields import Production, WorkshopFinding, WorkshopScheme

__all__ = [
    "Production",
    "Workshop",
    "WorkshopFinding",
    "WorkshopOrganisation",
    "WorkshopPerson",
    "WorkshopPresence",
    "WorkshopScheme",
    "WorkshopSession",
    "WorkshopStep",
]

"""Everything that the page and the report of a workshop tell, in a constant number of statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from foundation.documents.deposits import deposits_about
from foundation.documents.models import Deposit
from foundation.kernel.db import db
from pole.workshops.models import (
    Production,
    Workshop,
    WorkshopFinding,
    WorkshopOrganisation,
    WorkshopPerson,
    WorkshopPresence,
    WorkshopScheme,
    WorkshopSession,
    WorkshopStep,
)
from pole.workshops.queries.organisations import Named, organisations
from pole.workshops.rules.durations import minutes_text
from pole.workshops.rules.findings import RuleFinding, Seen, rule_findings
from pole.workshops.rules.kinds import PART_NAMES, WorkshopKind, checklist
from pole.workshops.rules.rotation import Hint, Visit, rotation_hints

Row = TypeVar("Row")


@dataclass(frozen=True)
class SessionLine:
    """A session with who came: the people of the workshop by id, and how many in all."""

    session: WorkshopSession
    host: Named | None
    came: frozenset[int]
    is_over: bool

    @property
    def heads(self) -> int:
        """How many came, with and without a name."""
        return len(self.came) + self.session.others


@dataclass(frozen=True)
class WorkshopPage:
    """A workshop with all that belongs to it; `named`: its organisations by id."""

    workshop: Workshop
    named: dict[int, Named]
    sessions: list[SessionLine]
    people: list[WorkshopPerson]
    parts: list[WorkshopOrganisation]
    steps: dict[str, WorkshopStep]
    findings: list[WorkshopFinding]
    schemes: list[WorkshopScheme]
    productions: list[Production]
    files: list[Deposit]

    @property
    def present_people(self) -> list[WorkshopPerson]:
        """Those who still take part."""
        return [one for one in self.people if one.left_on is None]

    @property
    def checklist(self) -> list[tuple[str, str, WorkshopStep | None]]:
        """Each line of the checklist: its code, its words, and when it was done."""
        return [(code, words, self.steps.get(code)) for code, words in checklist(self.workshop.kind).items()]

    @property
    def held(self) -> list[SessionLine]:
        """The sessions that took place."""
        return [one for one in self.sessions if one.is_over and one.session.called_off_at is None]

    @property
    def allowance_cents(self) -> int:
        """What is paid in allowances, in cents."""
        return sum(one.allowance_cents for one in self.people)

    @property
    def valued_minutes(self) -> int:
        """The time given that is valued, in minutes."""
        return sum(one.valued_minutes for one in self.people)

    @property
    def hours(self) -> str:
        """The time given that is valued, as people read it."""
        return minutes_text(self.valued_minutes)

    @property
    def removable(self) -> dict[str, set[int]]:
        """By part, the organisations that were named by hand; those of people come with them."""
        return {part: {one.actor_id for one in self.parts if one.part == part} for part in PART_NAMES}

    def organisations_in(self, part: str) -> list[Named]:
        """The organisations that stand in a part ("base", "sponsor", "stakeholder")."""
        return [self.named[one.actor_id] for one in self.parts if one.part == part]

    @property
    def base(self) -> list[Named]:
        """Base organisations of the workshop: those said to be, and those of level 0 whose people take part."""
        ids = {one.actor_id for one in self.parts if one.part == "base"}
        ids |= {one.actor_id for one in self.people if one.actor_id and self.named[one.actor_id].is_base}
        return [one for one in self.named.values() if one.id in ids]

    @property
    def pictures(self) -> list[Deposit]:
        """The photos among its files."""
        return [one for one in self.files if one.media_type.startswith("image/")]

    @property
    def papers(self) -> list[Deposit]:
        """The other files."""
        return [one for one in self.files if not one.media_type.startswith("image/")]

    @property
    def seen(self) -> Seen:
        """What the rules look at."""
        base = {one.id for one in self.base}
        came = frozenset().union(*(one.came for one in self.held)) if self.held else frozenset()
        base_came = {one.actor_id for one in self.people if one.id in came and one.actor_id in base}
        participants = [one for one in self.present_people if one.role == "participant"]
        return Seen(
            kind=self.workshop.kind,
            closed=self.workshop.closed_on is not None,
            sessions_held=sum(1 for one in self.held if one.heads),
            base_expected=len(base),
            base_came=len(base_came),
            stakeholders=len(self.organisations_in("stakeholder")),
            productions=len([one for one in self.productions if one.withdrawn_at is None]),
            schemes=len(self.schemes),
            testimonies=sum(1 for one in self.findings if one.kind == "testimony"),
            answer=self.workshop.answer,
            diagnosis=self.workshop.diagnosis,
            unsigned=sum(1 for one in participants if one.signed_on is None),
        )

    @property
    def rules(self) -> list[RuleFinding]:
        """What a good workshop has, and where this one stands."""
        return rule_findings(self.seen)

    @property
    def hints(self) -> list[Hint]:
        """What to rotate: hosts and territories."""
        standing = [one for one in self.sessions if one.session.called_off_at is None]
        visits = [Visit(one.host.name if one.host else "", one.session.territory) for one in standing]
        theirs = {one.actor_id for one in self.present_people if one.actor_id}
        free = [one.name for one in self.named.values() if one.id in theirs]
        return rotation_hints(visits, free)

    @property
    def is_dialogue(self) -> bool:
        """Whether it is a stakeholder dialogue."""
        return self.workshop.kind == WorkshopKind.DIALOGUE


def workshop_page(workshop: Workshop, at: datetime) -> WorkshopPage:
    """All that belongs to a workshop, as of a moment."""
    sessions = list(workshop.sessions)
    people = _rows(WorkshopPerson, workshop, WorkshopPerson.name, WorkshopPerson.id)
    parts = _rows(WorkshopOrganisation, workshop, WorkshopOrganisation.id)
    findings = _rows(WorkshopFinding, workshop, WorkshopFinding.id)
    schemes = _rows(WorkshopScheme, workshop, WorkshopScheme.on, WorkshopScheme.id)
    ids = {workshop.host_id, *(one.host_id for one in sessions)}
    ids |= {one.actor_id for rows in (people, parts, findings, schemes) for one in rows}
    named = organisations([one for one in ids if one])
    steps = _rows(WorkshopStep, workshop, WorkshopStep.id)
    return WorkshopPage(
        workshop=workshop,
        named=named,
        sessions=_session_lines(sessions, named, at),
        people=people,
        parts=parts,
        steps={one.step: one for one in steps},
        findings=findings,
        schemes=schemes,
        productions=_rows(Production, workshop, Production.published_on, Production.id),
        files=deposits_about(workshop.subject),
    )


def _rows(model: type[Row], workshop: Workshop, *order: Any) -> list[Row]:
    columns: Any = model
    return list(db.session.execute(select(model).where(columns.workshop_id == workshop.id).order_by(*order)).scalars())


def _session_lines(sessions: list[WorkshopSession], named: dict[int, Named], at: datetime) -> list[SessionLine]:
    came: dict[int, set[int]] = {}
    columns = (WorkshopPresence.session_id, WorkshopPresence.person_id)
    wanted = select(*columns).where(WorkshopPresence.session_id.in_([one.id for one in sessions]))
    for session_id, person_id in db.session.execute(wanted):
        came.setdefault(session_id, set()).add(person_id)
    return [
        SessionLine(one, named.get(one.host_id or 0), frozenset(came.get(one.id, ())), one.ends_at <= at)
        for one in sessions
    ]

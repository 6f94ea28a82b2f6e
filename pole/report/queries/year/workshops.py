"""Workshops and dialogues that met in the year, what they made, and the schemes that changed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from pole.actors.queries.directory import names_of
from pole.report.queries.year.reading import Reading
from pole.report.rules.figures import Bar, Chart, Figure, Section, Table, Value, Words, parts
from pole.report.rules.sections import Part, nothing
from pole.workshops.models import (
    Production,
    Workshop,
    WorkshopPerson,
    WorkshopPresence,
    WorkshopScheme,
    WorkshopSession,
)
from pole.workshops.rules.kinds import EFFECT_NAMES, KIND_NAMES, PRODUCTION_NAMES

HOUR = 60
NOTHING = N_("No workshop met, nothing was published and no scheme changed.")


@dataclass(frozen=True)
class Met:
    """A workshop that met: its sessions of the year, how many seats were taken in them, its people, allowances, time given."""

    workshop: Workshop
    sessions: int
    seats: int
    people: int = 0
    cents: int = 0
    minutes: int = 0


def workshops(read: Reading) -> Section:
    """The year of the workshops; seven statements at any size."""
    met, works, schemes = _met(read), _works(read), _schemes(read)
    if not (met or works or schemes):
        return Section(Part.WORKSHOPS, empty=nothing(NOTHING))
    return Section(
        Part.WORKSHOPS,
        figures=_figures(met, works),
        charts=(_chart(met),) if met else (),
        tables=tuple(one for one in (_works_table(works), _schemes_table(schemes)) if one.rows),
    )


def _figures(met: list[Met], works: list[Production]) -> tuple[Figure, ...]:
    sessions, downloads = sum(one.sessions for one in met), sum(one.downloads for one in works)
    hours, allowances = sum(one.minutes for one in met) // HOUR, Money(sum(one.cents for one in met))
    return (
        Figure(Words(N_("Workshops and dialogues")), len(met), Words(N_("sessions: %(number)s"), {"number": sessions})),
        Figure(
            Words(N_("Works published")), len(works), Words(N_("downloads so far: %(number)s"), {"number": downloads})
        ),
        Figure(Words(N_("Hours given, valued")), hours, Words(N_("%(amount)s of allowances"), {"amount": allowances})),
    )


def _met(read: Reading) -> list[Met]:
    begins, ends = read.moments
    inside = (
        WorkshopSession.called_off_at.is_(None),
        WorkshopSession.starts_at >= begins,
        WorkshopSession.starts_at < min(ends, read.at),
    )
    came = (
        select(WorkshopPresence.session_id, func.count().label("came")).group_by(WorkshopPresence.session_id).subquery()
    )
    seats = func.sum(func.coalesce(came.c.came, 0) + WorkshopSession.others)
    wanted = (
        select(WorkshopSession.workshop_id, func.count(WorkshopSession.id), seats)
        .outerjoin(came, came.c.session_id == WorkshopSession.id)
        .where(*inside)
        .group_by(WorkshopSession.workshop_id)
    )
    counts = {row[0]: (int(row[1]), int(row[2])) for row in db.session.execute(wanted)}
    people = _people(counts)
    rows = db.session.execute(select(Workshop).where(Workshop.id.in_(counts)).order_by(Workshop.id)).scalars()
    return [Met(one, *counts[one.id], *people.get(one.id, (0, 0, 0))) for one in rows]


def _people(ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """By workshop: how many people, allowances in cents, minutes given."""
    sums = (func.count(), func.sum(WorkshopPerson.allowance_cents), func.sum(WorkshopPerson.valued_minutes))
    wanted = select(WorkshopPerson.workshop_id, *sums).where(WorkshopPerson.workshop_id.in_(ids))
    rows = db.session.execute(wanted.group_by(WorkshopPerson.workshop_id))
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


def _works(read: Reading) -> list[Production]:
    inside = Production.published_on.between(read.period.first, read.period.until)
    wanted = select(Production).where(inside, Production.withdrawn_at.is_(None))
    return list(db.session.execute(wanted.order_by(Production.published_on, Production.id)).scalars())


def _schemes(read: Reading) -> list[WorkshopScheme]:
    wanted = select(WorkshopScheme).where(WorkshopScheme.on.between(read.period.first, read.period.until))
    return list(db.session.execute(wanted.order_by(WorkshopScheme.on, WorkshopScheme.id)).scalars())


def _chart(met: list[Met]) -> Chart:
    title = Words(N_("Seats taken in the sessions of each workshop"))
    top = max([one.seats for one in met] + [1])
    tones = dict(zip(KIND_NAMES, (1, 2, 3), strict=True))
    bars = [Bar(one.workshop.title, parts([(one.seats, tones[one.workshop.kind])], top), one.seats) for one in met]
    rows: list[list[Value]] = [
        [
            one.workshop.title,
            Words(KIND_NAMES[one.workshop.kind]),
            one.sessions,
            one.people,
            one.seats,
            one.workshop.territory,
        ]
        for one in met
    ]
    headers = [N_("Workshop"), N_("Kind"), N_("Sessions"), N_("People"), N_("Seats taken"), N_("Territory")]
    table = Table(Words(N_("Workshops and dialogues of the year")), [Words(one) for one in headers], rows)
    kinds = {one.workshop.kind for one in met}
    legend = [(Words(KIND_NAMES[kind]), tone) for kind, tone in tones.items() if kind in kinds]
    return Chart(title, bars, table, legend)


def _works_table(works: list[Production]) -> Table:
    rows: list[list[Value]] = [
        [one.published_on, one.title, Words(PRODUCTION_NAMES[one.kind]), one.theme, one.downloads] for one in works
    ]
    headers = [N_("Published"), N_("Work"), N_("Kind"), N_("Theme"), N_("Downloads")]
    return Table(Words(N_("Works made for others")), [Words(one) for one in headers], rows)


def _schemes_table(schemes: list[WorkshopScheme]) -> Table:
    names = names_of([one.actor_id for one in schemes])
    rows: list[list[Value]] = [
        [one.on, one.name, Words(EFFECT_NAMES[one.effect]), names.get(one.actor_id or 0)] for one in schemes
    ]
    headers = [N_("Day"), N_("Scheme"), N_("What came of it"), N_("Held by")]
    return Table(Words(N_("Public schemes changed or created")), [Words(one) for one in headers], rows)

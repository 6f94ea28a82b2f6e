"""Workshops and dialogues of the demonstration, with those who came, what they found and what they made."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from membership.models.identity import Organisation
from pole.actors.models import Actor as Listed
from pole.programme.queries.actions import actions_now
from pole.workshops.models import Workshop, WorkshopFinding, WorkshopPerson
from pole.workshops.services.becoming import become_action
from pole.workshops.services.library import ProductionDraft, publish
from pole.workshops.services.people import PersonDraft, add_organisation, add_person, keep_signed_paper, sign_up
from pole.workshops.services.records import WorkshopDraft, close_workshop, open_workshop, tick
from pole.workshops.services.sessions import SessionDraft, add_session, record_attendance
from pole.workshops.services.yields import FindingDraft, SchemeDraft, add_finding, add_scheme, keep_file
from scic.demo.founding import DemoMember, morning
from scic.demo.pole_files import landscape, one_page
from scic.demo.pole_workshop_texts import SCHEMES, WORKS, WORKSHOPS, Met, Told

ALLOWANCE, MINUTES = 6_000, 150
FIRST_MEMBER = 6


def hold_workshops(members: list[DemoMember], today: date) -> list[Workshop]:
    """Each at its days around today; staff keeps the records."""
    keeper = next((one for one in members if one.category == "employees" and one.account), members[0])
    actor = Actor(keeper.account.id if keeper.account else None, keeper.name)
    held = {
        told.title: _held(told, members[FIRST_MEMBER + 3 * rank :], actor, _counted_from(told, today))
        for rank, told in enumerate(WORKSHOPS)
    }
    for title, name, effect, holder, days, text in SCHEMES:
        on = today + timedelta(days=days)
        draft = SchemeDraft(name=name, effect=effect, on=on, actor_id=_listed(holder).id, text=text)
        add_scheme(held[title], draft, actor=actor, at=morning(on))
    for work in WORKS:
        _published(held[work[0]], work, actor, today)
    _became(held["Une avance pour démarrer"], actor, morning(today - timedelta(days=30)))
    for one in (members[0], next(one for one in members if one.category == "structures" and one.account)):
        _signs_up(held["Mettre en place un Agenda 21"], one, today - timedelta(days=10))
    return list(held.values())


def _counted_from(told: Told, today: date) -> date:
    return date(today.year - 1, 10, 15) if told.year_before else today


def _held(told: Told, members: list[DemoMember], actor: Actor, today: date) -> Workshop:
    first = today + timedelta(days=min((one.days for one in told.sessions), default=0) - 20)
    by: dict[str, Any] = {"actor": actor, "at": morning(min(first, today - timedelta(days=3)))}
    made = open_workshop(_draft(told), **by)
    people = [_person(made, rank, members[rank], told, by=by) for rank in range(told.people)]
    for part, names in (("base", told.bases), ("sponsor", told.sponsors), ("stakeholder", told.stakeholders)):
        for name in names:
            add_organisation(made, _listed(name).id, part, **by)
    for met in told.sessions:
        _met(made, met, people, actor=actor, today=today)
    for step in told.steps:
        tick(made, step, done=True, on=day_of(by["at"]), **by)
    for kind, words, author in told.findings:
        _found(made, kind, words, author, today=today, by=by)
    for rank, title in enumerate(told.photos):
        keep_file(made, landscape(made.id * 10 + rank), title, **by)
    if told.closed_days is not None:
        on = today + timedelta(days=told.closed_days)
        close_workshop(made, on=on, actor=actor, at=morning(on))
    return made


def _draft(told: Told) -> WorkshopDraft:
    action = next((one.id for one in actions_now() if told.action and told.action in one.title.lower()), None)
    return WorkshopDraft(
        kind=told.kind,
        title=told.title,
        theme=told.theme,
        question=told.question,
        practice=told.practice,
        aim=told.aim,
        answer=told.answer,
        diagnosis=told.diagnosis,
        host_id=_listed(told.host).id if told.host else None,
        territory=told.territory,
        facilitator=told.facilitator,
        action_id=action,
        places=told.places,
    )


def _person(made: Workshop, rank: int, member: DemoMember, told: Told, *, by: dict[str, Any]) -> WorkshopPerson:
    """Participants for the organisations that host or take part in turn; the last one is an expert."""
    hosts = [one.host for one in told.sessions if one.host] + list(told.bases)
    expert = rank == told.people - 1 and told.kind == "seasonal"
    draft = PersonDraft(
        name=member.name,
        role="expert" if expert else "participant",
        actor_id=None if expert or not hosts else _listed(hosts[rank % len(hosts)]).id,
        allowance_cents=ALLOWANCE if told.kind == "seasonal" and not expert else 0,
        valued_minutes=MINUTES * len(told.sessions),
    )
    person = add_person(made, draft, on=day_of(by["at"]), **by)
    if told.kind == "seasonal" and rank < told.people - 2:
        paper = one_page("Engagement de participation", (member.name, made.title, "Je participe à toutes les séances."))
        keep_signed_paper(person, paper, signed_on=day_of(by["at"]), **by)
    return person


def _met(made: Workshop, met: Met, people: list[WorkshopPerson], *, actor: Actor, today: date) -> None:
    starts = datetime.combine(today + timedelta(days=met.days), time(18, 30), ZoneInfo(PARIS))
    by: dict[str, Any] = {"actor": actor, "at": morning(today - timedelta(days=3) if met.days > 0 else day_of(starts))}
    draft = SessionDraft(
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        host_id=_listed(met.host).id if met.host else None,
        place=met.place,
        territory=met.territory,
        is_public=met.public,
        notes=met.notes,
    )
    session = add_session(made, draft, **by)
    if met.days < 0:
        record_attendance(session, [one.id for one in people[: met.came]], others=met.others, **by)


def _found(made: Workshop, kind: str, words: str, author: str, *, today: date, by: dict[str, Any]) -> WorkshopFinding:
    """A testimony is an organisation's; what is to be done is due next month."""
    of = _listed(author).id if kind == "testimony" else None
    due = today + timedelta(days=30) if kind == "to_do" else None
    draft = FindingDraft(kind=kind, text=words, author="" if of else author, actor_id=of, due_on=due)
    return add_finding(made, draft, **by)


def _published(made: Workshop, work: tuple[str, str, str, int, int, str, str], actor: Actor, today: date) -> None:
    _title, kind, title, days, downloads, summary, address = work
    on = today + timedelta(days=days)
    draft = ProductionDraft(
        kind=kind,
        title=title,
        published_on=on,
        theme=made.theme,
        summary=summary,
        authors=f"Atelier «\u202f{made.title}\u202f»",
        address=address,
        workshop_id=made.id,
    )
    upload = None if address else one_page(title, (summary, "Pôle ESS du Pays de Rennes"))
    publish(draft, upload, actor=actor, at=morning(on)).downloads = downloads


def _signs_up(made: Workshop, member: DemoMember, on: date) -> None:
    """Somebody who signs in takes a place, and finds the next session among what awaits them."""
    if member.account is not None:
        actor = Actor(member.account.id, member.name)
        sign_up(made, member.account.id, on=on, actor=actor, at=morning(on))


def _became(made: Workshop, actor: Actor, at: datetime) -> None:
    """One finding is proposed in the programme, under the axis of the action that the workshop serves."""
    wanted = select(WorkshopFinding).where(WorkshopFinding.workshop_id == made.id, WorkshopFinding.kind == "finding")
    found = db.session.execute(wanted.order_by(WorkshopFinding.id).limit(1)).scalar_one()
    served = actions_now([made.action_id]) if made.action_id else actions_now()[:1]
    become_action(found, served[0].axis.id, "Faire valoir une lettre de subvention", actor=actor, at=at)


def _listed(name: str) -> Listed:
    """The organisation in the directory, by its name or by its record as a member."""
    member = db.session.execute(select(Organisation.id).where(Organisation.name == name)).scalar()
    wanted = select(Listed).where(Listed.organisation_id == member if member else Listed.name == name)
    return db.session.execute(wanted.order_by(Listed.id).limit(1)).scalar_one()

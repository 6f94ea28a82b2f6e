"""Consultations for tests: the demo pole's five colleges are asked; everything goes through the services of the product."""

from datetime import UTC, datetime, timedelta

from foundation.jobs.models import Job
from foundation.jobs.registry import KINDS
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from governance.models import Consultation
from governance.queries.consultations import box_ids_of
from governance.rules.consultation_moments import Meeting, date_options, moments_as_json
from governance.rules.consultations import AskKind, Audience, To
from governance.services.consultation_mails import SEND_JOB
from governance.services.consultations import (
    ConsultationDraft,
    QuestionDraft,
    add_question,
    create_consultation,
)
from governance.services.consulting import open_consultation
from tests.factories.governance import pole_members, pole_statutes
from tests.states import prepared
from votes.models import Right
from votes.rules.plans import BallotPlan
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box

WRITTEN = datetime(2026, 6, 1, 8, tzinfo=UTC)
OPENED = datetime(2026, 6, 2, 8, tzinfo=UTC)
CLOSES = datetime(2026, 6, 12, 16, tzinfo=UTC)
BY = {"actor": SYSTEM}
THREE = {"options": [{"id": "o1", "label": "Atelier"}, {"id": "o2", "label": "Four"}, {"id": "o3", "label": "Verger"}]}
POINTS = THREE | {"points": {"total": 10, "max_per_option": 10, "min_options": 1}}
EVENINGS = (datetime(2026, 9, 17, 16, 30, tzinfo=UTC), datetime(2026, 9, 22, 16, 30, tzinfo=UTC))


def opinion(title: str = "Faut-il garder le marché du samedi\u202f?", **plan: object) -> QuestionDraft:
    """For, against, or no opinion."""
    return QuestionDraft(AskKind.OPINION, title, BallotPlan(**({"replaceable": True} | plan)).as_json())  # type: ignore[arg-type]


def priorities(title: str = "Que faire d’abord\u202f?", **plan: object) -> QuestionDraft:
    """Ten points among three projects."""
    given = {"method": "points", "contest": POINTS, "replaceable": True} | plan
    return QuestionDraft(AskKind.PRIORITIES, title, BallotPlan(**given).as_json())  # type: ignore[arg-type]


def date_choice(title: str = "Quand nous retrouver\u202f?", zone: str = "Europe/Paris") -> QuestionDraft:
    """Two evenings to choose among."""
    meeting = Meeting(120, zone, "Salle des Moulins")
    contest = {"options": date_options(EVENINGS, meeting), "seats": 1}
    ballot = BallotPlan("approval", contest, replaceable=True).as_json()
    return QuestionDraft(AskKind.DATE, title, ballot | {"moments": moments_as_json(EVENINGS, meeting)})


def consent(title: str = "Nous partageons le local avec la ressourcerie.") -> QuestionDraft:
    """A proposal put to consent."""
    return QuestionDraft(AskKind.CONSENT, title, BallotPlan(replaceable=True).as_json(), f"{title} À l’essai six mois.")


@prepared
def written(*questions: QuestionDraft, audience: Audience | None = None, at: datetime = WRITTEN, **more: object):
    """A consultation in preparation: one opinion unless questions are given."""
    given: dict[str, object] = {"title": "Le marché", "closes_at": at + (CLOSES - WRITTEN)}
    draft = ConsultationDraft(**(given | more))  # type: ignore[arg-type]
    made = create_consultation(draft, audience or Audience(To.ALL), at=at, **BY)
    for question in questions or (opinion(),):
        add_question(made, question, at=at, **BY)
    return made


@prepared
def asked(*questions: QuestionDraft, statutes: dict[str, object] | None = None, at: datetime = WRITTEN, **more: object):
    """The same put to the ten members of the pole, and open: (consultation, members by name)."""
    pole_statutes(**(statutes or {}))
    members = pole_members()
    made = written(*questions, at=at, **more)  # type: ignore[arg-type]
    open_consultation(made.id, at=at + (OPENED - WRITTEN), **BY)
    return made, members


def answer(consultation: Consultation, position: int, name: str, choice: object, *, at: datetime | None = None) -> None:
    """The answer of a member, entered by the desk."""
    box_id, opened = consultation.questions[position - 1].box_id, consultation.opened_at
    assert box_id is not None and opened is not None  # it was opened
    right = db.session.query(Right).filter_by(box_id=box_id, name=name).one()
    when = at or opened + timedelta(hours=1)
    cast_at_desk(box_id, right.id, choice, at=when, **BY)


def count_all(consultation: Consultation, *, at: datetime | None = None) -> None:
    """Every question is closed and counted, as the worker does it."""
    for box_id in box_ids_of(consultation):
        close_box(box_id, at=at or consultation.closes_at, **BY)


class _Context:
    """What a job is given, without a queue."""

    def __init__(self, job: Job, at: datetime) -> None:
        self.params, self.actor, self.at, self.done = job.params, SYSTEM, at, 0

    def progress(self, done: int, _total: int) -> None:
        self.done = done


def write_mails(at: datetime) -> None:
    """What the worker writes for the occasions that wait."""
    for job in db.session.query(Job).filter_by(kind=SEND_JOB).order_by(Job.id):
        KINDS[SEND_JOB].handler(_Context(job, at))

"""Three consultations: a date chosen last month and what followed, a proposal put to consent, priorities still open."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.accounts.models import Account
from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from foundation.kernel.settings import get_settings
from governance.models import Consultation
from governance.rules.consultation_moments import Meeting, date_options, moments_as_json
from governance.rules.consultations import AskKind, Audience, To
from governance.services.consultation_mails import Told, tell
from governance.services.consultations import (
    ConsultationDraft,
    QuestionDraft,
    add_question,
    create_consultation,
)
from governance.services.consulting import Outcome, open_consultation, write_outcome
from scic.demo.founding import DemoMember, morning
from votes.queries import rights_at_desk
from votes.queries.answers import rights_among
from votes.rules.plans import BallotPlan
from votes.services.casting import cast, cast_at_desk
from votes.services.closing import close_box

PLACE = "Salle des Moulins, 4 place de la Halle imaginée, 35000 Rennes"
PROJECTS = (
    ("Atelier de réparation", "Un samedi par mois, outils partagés\u202f; 2\u202f400\u00a0€ la première année."),
    ("Épicerie itinérante", "Une tournée par semaine dans six communes\u202f; 9\u202f000\u00a0€."),
    ("Verger pédagogique", "Cinquante arbres avec deux écoles\u202f; 3\u202f100\u00a0€."),
    ("Plateforme de prêt de matériel", "Catalogue commun des structures\u202f; 5\u202f500\u00a0€."),
    ("Formation à la comptabilité", "Trois journées ouvertes à toutes les associations\u202f; 1\u202f800\u00a0€."),
)


def consult_members(members: list[DemoMember], at: datetime) -> None:
    """Each at its moment around `at`; the chair asks."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    today = day_of(at)
    _choose_a_date(actor, today)
    _ask_consent(members, actor, today)
    _ask_priorities(actor, at)


def _choose_a_date(actor: Actor, today: date) -> None:
    """Closed three weeks ago: the members chose an evening, and the board kept it."""
    opened = morning(today - timedelta(days=34))
    evenings = [today + timedelta(days=days) for days in (16, 18, 23)]
    moments = [datetime.combine(day, time(18, 30), ZoneInfo(PARIS)) for day in evenings]
    meeting = Meeting(120, PARIS, PLACE)
    plan = BallotPlan("approval", {"options": date_options(moments, meeting), "seats": 1}, replaceable=True)
    ballot = plan.as_json() | {"moments": moments_as_json(moments, meeting)}
    text = "Une soirée pour préparer ensemble la foire aux outils\u202f: cochez toutes les dates qui vous vont."
    draft = ConsultationDraft("Date de la soirée de préparation", opened + timedelta(days=12), text)
    question = QuestionDraft(AskKind.DATE, "Quels soirs pouvez-vous venir\u202f?", ballot)
    made = _opened(draft, (question,), actor, opened)
    _cast_all(made, lambda rank: (["o2", "o3"], ["o2"], ["o1", "o2"], ["o3"])[rank % 4], actor, every=3)
    _counted(made, actor)
    day = evenings[1].strftime("%d/%m/%Y")
    said = f"La soirée a lieu le {day} à 18\u202fh\u202f30. Qui ne peut pas venir envoie ses idées au bureau."
    write_outcome(made, Outcome(said), actor=actor, at=made.closes_at + timedelta(days=2))


def _ask_consent(members: list[DemoMember], actor: Actor, today: date) -> None:
    """Closed last week: one objection, with its reason; the board mends the proposal."""
    opened = morning(today - timedelta(days=20))
    text = "Chaque mardi, la ressourcerie voisine utilise notre atelier. Essai de six mois, bilan en assemblée."
    draft = ConsultationDraft("Partager l’atelier avec la ressourcerie", opened + timedelta(days=11), text)
    title = "Nous prêtons l’atelier à la ressourcerie chaque mardi, pour six mois."
    question = QuestionDraft(AskKind.CONSENT, title, BallotPlan(replaceable=True).as_json(), text)
    made = _opened(draft, (question,), actor, opened)
    reason = "Le mardi, l’atelier vélo reçoit déjà vingt personnes\u202f: il faut un autre jour, sinon nous fermons le nôtre."
    _object(made, members, reason)
    _cast_all(made, lambda rank: "abstain" if rank % 9 == 4 else "for", actor, every=4)
    _counted(made, actor)


def _ask_priorities(actor: Actor, at: datetime) -> None:
    """Open since a few days: ten points among five projects, then an opinion; half of the members answered.

    Those who sign in to the demonstration did not: the question waits for them.
    """
    opened = morning((at - timedelta(days=4)).astimezone(ZoneInfo(PARIS)).date())
    local = at.astimezone(ZoneInfo(PARIS)) + timedelta(days=8)
    closes = local.replace(hour=20, minute=0, second=0, microsecond=0)
    text = "Le conseil écrit le programme de l’année prochaine\u202f: vos points disent ce qui passe d’abord."
    options = [{"id": f"o{rank}", "label": label} for rank, (label, _more) in enumerate(PROJECTS, 1)]
    details = {f"o{rank}": more for rank, (_label, more) in enumerate(PROJECTS, 1)}
    contest = {"options": options, "seats": 1, "points": {"total": 10, "max_per_option": 6, "min_options": 2}}
    plan = BallotPlan("points", contest, details, shuffled=True, replaceable=True)
    questions = (
        QuestionDraft(AskKind.PRIORITIES, "Répartissez dix points entre ces projets.", plan.as_json()),
        QuestionDraft(
            AskKind.OPINION,
            "Faut-il ouvrir les réunions du conseil aux membres\u202f?",
            BallotPlan(replaceable=True).as_json(),
            "Sans voix, une fois par trimestre, sur inscription.",
        ),
    )
    made = _opened(ConsultationDraft("Priorités de l’année prochaine", closes, text), questions, actor, opened)
    _cast_all(made, _points, actor, every=2, but=of_those_who_sign_in(made))


def _points(rank: int) -> object:
    shared = (
        {"o1": 5, "o3": 5},
        {"o1": 6, "o5": 4},
        {"o2": 4, "o4": 3, "o1": 3},
        {"o3": 6, "o2": 4},
        {"o4": 5, "o5": 5},
    )
    return shared[rank % 5]


def _opened(
    draft: ConsultationDraft, questions: tuple[QuestionDraft, ...], actor: Actor, opened: datetime
) -> Consultation:
    written = opened - timedelta(days=1)
    made = create_consultation(draft, Audience(To.ALL), actor=actor, at=written)
    for question in questions:
        add_question(made, question, actor=actor, at=written)
    return open_consultation(made.id, actor=actor, at=opened)


def _cast_all(
    made: Consultation,
    choice: Callable[[int], object],
    actor: Actor,
    *,
    every: int,
    but: AbstractSet[int] = frozenset(),
) -> None:
    """One member in `every` has not answered, nor the rights in `but`; a second question is an opinion."""
    assert made.opened_at is not None
    for place, question in enumerate(made.questions):
        box_id = question.box_id or 0
        for rank, right in enumerate(rights_at_desk(box_id)):
            if rank % every == every - 1 or right.cast or right.right_id in but:
                continue
            given = choice(rank) if place == 0 else ("for", "for", "against", "abstain")[rank % 4]
            moment = made.opened_at + timedelta(hours=2, minutes=3 * rank)
            cast_at_desk(box_id, right.right_id, given, actor=actor, at=moment)


def of_those_who_sign_in(made: Consultation) -> set[int]:
    """The rights in the hands of the accounts that the demonstration offers."""
    emails = [line.rpartition("|")[2] for line in get_settings().demo_logins.splitlines()]
    accounts = db.session.execute(select(Account.id).where(Account.email.in_(emails))).scalars().all()
    boxes = [question.box_id for question in made.questions if question.box_id is not None]
    found = [rights_among(boxes, account) for account in accounts]
    return {right.right_id for by_box in found for rights in by_box.values() for right in rights}


def _object(made: Consultation, members: list[DemoMember], reason: str) -> None:
    """A volunteer with an account objects."""
    assert made.opened_at is not None
    account = next(one.account for one in members[5:] if one.account is not None)
    box_id = made.questions[0].box_id or 0
    [right] = rights_among([box_id], account.id)[box_id]
    moment = made.opened_at + timedelta(hours=1)
    cast(box_id, right.right_id, "against", account_id=account.id, at=moment, reason=reason)


def _counted(made: Consultation, actor: Actor) -> None:
    """Counted as its hour came, and the members told."""
    for question in made.questions:
        close_box(question.box_id or 0, actor=actor, at=made.closes_at)
    tell(made, Told.RESULT, actor=actor, at=made.closes_at)

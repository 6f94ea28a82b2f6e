"""Three yearly evaluations of the programme: the first, last year's with its trend and what followed, this year's open."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.accounts.models import Account
from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from foundation.kernel.settings import get_settings
from governance.models import Body
from governance.queries.bodies import bodies_on
from governance.rules.bodies import BodyKind
from governance.rules.consultations import Audience, To
from governance.services.bodies import BodyDraft, MeetingDraft, found_body, hold_meeting
from membership.queries.roll import members_represented_by
from pole.evaluations.models import Campaign, CampaignSubject, Guest, Invited
from pole.evaluations.rules.campaigns import Way, subject_of
from pole.evaluations.rules.grids import SEVEN
from pole.evaluations.services.answering import Answer, answer_as_member, answer_by_link
from pole.evaluations.services.campaigns import (
    CampaignDraft,
    choose_subjects,
    create_campaign,
    open_campaign,
    switch_off,
    write_grid,
)
from pole.evaluations.services.outcomes import OutcomeDraft, decide_at
from pole.evaluations.services.preparing import SheetDraft, invite_guests, write_sheet
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.rules.states import ActionState
from scic.demo.founding import DemoMember, founding_day, morning
from scic.demo.pole_evaluation_texts import OUTCOMES, OWN_GRID, REMARKS, SHEETS, WHY

EVALUATED = (8, 9, 3, 5, 4, 1)
QUIET = 4  # of this one few people say anything
BENEFICIARIES = tuple(f"{name}@exemple.fr" for name in ("awa", "lou", "nino", "ines", "marcel", "yuna", "tom"))
# how well each action is judged, 0 to 4, by its number; and what a college sees otherwise
MERIT: Mapping[int, int] = {8: 3, 9: 3, 3: 2, 5: 2, 4: 3, 1: 1}
OTHERWISE: Mapping[tuple[str, str], int] = {
    ("collectivites", "means"): 2,
    ("benevoles", "governance"): -1,
    ("salaries", "means"): -2,
    ("structures", "cooperation"): 1,
    ("financeurs", "effects"): -1,
}


@dataclass(frozen=True)
class Held:
    """A campaign: of which year, from when to when; `better`: words above what it was judged in the first one."""

    year: int
    opened: datetime
    closes: datetime
    actor: Actor
    better: Mapping[int, int] = field(default_factory=dict)


def evaluate_programme(members: list[DemoMember], at: datetime) -> None:
    """Each at its moment; the chair asks. The accounts that people sign in with have not answered the open one."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    today = day_of(at)
    first, last = founding_day(today).year, today.year - 1
    write_grid(None, OWN_GRID[0], OWN_GRID[1], actor=actor, at=morning(date(first, 5, 4)))
    _past(Held(first, morning(date(first, 11, 24)), _evening(date(first, 12, 15)), actor))
    judged = Held(last, morning(date(last, 11, 25)), _evening(date(last, 12, 16)), actor, {3: 1, 1: 1, 5: -1})
    _follow(_past(judged), date(last, 12, 19), actor)
    now = Held(today.year, morning(today - timedelta(days=6)), _evening(today + timedelta(days=12)), actor, {1: 2})
    campaign = _open(now)
    _answer(campaign, now, every=2, but=_of_those_who_sign_in(campaign, today))


def _evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=ZoneInfo(PARIS))


def _open(held: Held) -> Campaign:
    """Written ten days before it opens, with its fact sheets and the people from outside of its first action."""
    written = held.opened - timedelta(days=10)
    by_number = {one.number: one for one in actions_now()}
    draft = CampaignDraft(
        f"Évaluation {held.year}", held.closes, SEVEN.name, SEVEN.criteria, Audience(To.ALL), text=WHY, remind_days=4
    )
    made = create_campaign(draft, actor=held.actor, at=written)
    chosen = [by_number[number] for number in EVALUATED if by_number[number].state is not ActionState.MERGED]
    choose_subjects(made, [subject_of("action", one.id) for one in chosen], actor=held.actor, at=written)
    for subject, action in zip(made.subjects, chosen, strict=True):
        _sheet(subject, action, held)
    switch_off(made.subjects[-1], ["sobriety"], actor=held.actor, at=written)
    invite_guests(made.subjects[0], BENEFICIARIES, actor=held.actor, at=written)
    return open_campaign(made.id, actor=held.actor, at=held.opened)


def _sheet(subject: CampaignSubject, action: ActionNow, held: Held) -> None:
    planned, done, people = SHEETS[action.number]
    share = 1 + held.year % 3
    draft = SheetDraft(planned, done, people * share, action.said.planned_cents // 4 * share, 35 * share)
    write_sheet(subject, draft, actor=held.actor, at=held.opened - timedelta(days=3))


def _past(held: Held) -> Campaign:
    made = _open(held)
    _answer(made, held, every=4)
    guests = _guests(made)
    for rank, guest in enumerate(guests[:-1]):
        grades = {one.code: 2 + (rank + place) % 3 for place, one in enumerate(SEVEN.criteria) if place != rank}
        answer = Answer(grades | {"global": 3 + rank % 2}, {"keep": REMARKS[8]["keep"][-1]} if rank == 1 else {})
        answer_by_link(guest, answer, at=held.opened + timedelta(days=2, hours=rank))
    return made


def _guests(campaign: Campaign) -> list[Guest]:
    wanted = select(Guest).where(Guest.subject_id == campaign.subjects[0].id).order_by(Guest.id)
    return list(db.session.execute(wanted).scalars())


def _answer(campaign: Campaign, held: Held, *, every: int, but: AbstractSet[int] = frozenset()) -> None:
    """One member in `every` stays silent, and the lines in `but`; the others answer about most actions."""
    lines = db.session.execute(select(Invited).where(Invited.campaign_id == campaign.id).order_by(Invited.id)).scalars()
    for rank, line in enumerate(lines.all()):
        if rank % every == every - 1 or line.id in but:
            continue
        for place, subject in enumerate(campaign.subjects):
            number = subject.number or 0
            if (rank + place) % 5 == 4 or (number == QUIET and rank > 5):
                continue
            when = held.opened + timedelta(hours=2, minutes=19 * rank)
            answer_as_member(subject, line, _view(number, line.college, rank, held, off=subject.off), at=when)


def _view(number: int, college: str, rank: int, held: Held, *, off: Sequence[str]) -> Answer:
    base = MERIT[number] + held.better.get(number, 0)
    grades = {}
    for place, one in enumerate(SEVEN.criteria):
        if (rank + place * 3) % 9 == 0 or one.code in off:
            continue
        wave = (0, 0, 1, 0, -1)[(rank * 3 + place) % 5]
        grades[one.code] = max(0, min(4, base + wave + OTHERWISE.get((college, one.code), 0)))
    grades["global"] = max(0, min(4, base + (0, 1, 0, -1, 0)[rank % 5]))
    texts = REMARKS.get(number, {})
    said = {kind: every[rank // 7] for kind, every in texts.items() if rank % 7 == 2 and rank // 7 < len(every)}
    return Answer(grades, said)


def _follow(campaign: Campaign, on: date, actor: Actor) -> None:
    """The board draws what follows, three days after the closing."""
    board = _board(on, actor)
    agenda = MeetingDraft(agenda=f"Suites de l’évaluation {campaign.opened_at and campaign.opened_at.year}")
    meeting = hold_meeting(board, on, agenda, actor=actor, at=morning(on))
    by_number = {one.number: one for one in campaign.subjects}
    for number, (way, text, motives) in OUTCOMES.items():
        if number in by_number:
            draft = OutcomeDraft(Way(way), text, motives)
            decide_at(by_number[number], meeting, draft, actor=actor, at=morning(on) + timedelta(hours=11))


def _board(on: date, actor: Actor) -> Body:
    known = sorted(bodies_on(on), key=lambda body: body.kind != BodyKind.BOARD)
    if known:
        return known[0]
    draft = BodyDraft("Groupe de suivi du programme", BodyKind.FOLLOW_UP, founding_day(on))
    return found_body(draft, actor=actor, at=morning(on))


def _of_those_who_sign_in(campaign: Campaign, today: date) -> set[int]:
    """The lines of the members for whom the accounts that the demonstration offers may answer."""
    emails = [line.rpartition("|")[2] for line in get_settings().demo_logins.splitlines()]
    accounts = db.session.execute(select(Account.id).where(Account.email.in_(emails))).scalars().all()
    members = {one.member_id for account in accounts for one in members_represented_by(account, today)}
    wanted = select(Invited.id).where(Invited.campaign_id == campaign.id, Invited.member_id.in_(members))
    return set(db.session.execute(wanted).scalars())

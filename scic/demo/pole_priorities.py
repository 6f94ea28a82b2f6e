"""Three yearly votes on priorities: one that the board set aside, last year's with its plan, this year's still open."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from governance.models import Body, Consultation
from governance.queries.bodies import bodies_on
from governance.rules.bodies import BodyKind, Verdict
from governance.services.bodies import BodyDraft, found_body
from governance.services.consultation_mails import Told, tell
from pole.priorities.models import PriorityVote
from pole.priorities.queries.votes import standing_of
from pole.priorities.rules.ballots import Terms
from pole.priorities.rules.following import PlanDraft
from pole.priorities.services.following import decide_plan
from pole.priorities.services.opening import open_vote
from pole.priorities.services.writing import VoteDraft, write_vote
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import ActionState, is_over
from scic.demo.consultations import of_those_who_sign_in
from scic.demo.founding import DemoMember, founding_day, morning
from votes.models import Box, Right
from votes.services.casting import cast_at_desk
from votes.services.closing import close_box

TERMS = Terms(kept=5, points=10, most=4, least=3)
LATER_ACTIONS = frozenset({6, 14, 16, 18})
SHARED = (11, 7, 5)
# what each college puts first, by the number of the action: the first four of the list, in turn
FAVOURITES: Mapping[str, tuple[int, ...]] = {
    "structures": (8, 9, 5, 1),
    "salaries": (3, 5, 8, 4),
    "collectivites": (15, 12, 9, 13),
    "financeurs": (7, 13, 1, 15),
    "benevoles": (4, 12, 3, 15),
}
FAVOURITES_SINCE: Mapping[str, tuple[int, ...]] = {
    "structures": (8, 9, 18, 5),
    "salaries": (3, 14, 8, 4),
    "collectivites": (16, 15, 9, 12),
    "financeurs": (7, 18, 13, 1),
    "benevoles": (4, 6, 12, 16),
}
WHY = "Le budget ne paie pas tout la même année\u202f: dites ce qui passe d’abord, le conseil en fait le plan."
SET_ASIDE = (
    "Le programme vient d’être validé, et la moitié des membres nous ont rejoints après sa rédaction. Le conseil garde le "
    "programme tel qu’il est, et remettra les priorités au vote l’an prochain."
)
PLAN = (
    "Le conseil suit le vote. Le développement durable, attendu depuis un an par les bénévoles, commence avec quatre "
    "structures\u202f; le mécénat de proximité est préparé pour l’année."
)


@dataclass(frozen=True)
class Held:
    """A vote of the demonstration: for which year, from when to when, on which actions, by whom."""

    year: int
    opened: datetime
    closes: datetime
    actor: Actor
    without: AbstractSet[int] = frozenset()


def vote_on_priorities(members: list[DemoMember], at: datetime) -> None:
    """Each at its moment; the chair asks. The accounts that people sign in with have not voted in the open one."""
    chair = members[0]
    actor = Actor(chair.account.id if chair.account else None, chair.name)
    today = day_of(at)
    first, last = founding_day(today).year, today.year - 1
    begun = _held(Held(first + 1, morning(date(first, 10, 12)), _evening(date(first, 11, 2)), actor, LATER_ACTIONS))
    _vote(begun, FAVOURITES, actor, every=3)
    _count(begun, actor)
    _decide(begun, date(first, 11, 20), Verdict.REFUSED, SET_ASIDE, states={}, actor=actor)
    before = _held(Held(last + 1, morning(date(last, 10, 11)), _evening(date(last, 11, 1)), actor))
    _vote(before, FAVOURITES_SINCE, actor, every=4)
    _count(before, actor)
    states = {6: ActionState.UNDER_WAY, 18: ActionState.PLANNED}
    _decide(before, date(last, 11, 22), Verdict.VALIDATED, PLAN, states=states, actor=actor)
    now = _held(Held(today.year + 1, morning(today - timedelta(days=5)), _evening(today + timedelta(days=11)), actor))
    _vote(now, FAVOURITES_SINCE, actor, every=2, but=of_those_who_sign_in(_consultation(now)))


def _evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=ZoneInfo(PARIS))


def _held(held: Held) -> PriorityVote:
    """Written a week before it opens, on what is not over today."""
    listed = [one.id for one in actions_now() if not is_over(one.state) and one.number not in held.without]
    draft = VoteDraft(held.year, f"Priorités {held.year}", held.closes, TERMS, tuple(listed), WHY)
    vote = write_vote(draft, actor=held.actor, at=held.opened - timedelta(days=7))
    return open_vote(vote.id, actor=held.actor, at=held.opened)


def _box(vote: PriorityVote) -> Box:
    box = standing_of(vote, vote.closes_at).box
    assert box is not None  # it was opened
    return box


def _consultation(vote: PriorityVote) -> Consultation:
    found = db.session.get(Consultation, vote.consultation_id)
    assert found is not None
    return found


def _vote(
    vote: PriorityVote,
    favourites: Mapping[str, tuple[int, ...]],
    actor: Actor,
    *,
    every: int,
    but: AbstractSet[int] = frozenset(),
) -> None:
    """One member in `every` stays silent, and the rights in `but`; the others follow their college, each in its own way."""
    box = _box(vote)
    listed = {option["id"] for option in box.contest["options"]}
    rights = db.session.execute(select(Right).where(Right.box_id == box.id).order_by(Right.position)).scalars().all()
    for rank, right in enumerate(rights):
        if rank % every == every - 1 or right.id in but:
            continue
        choice = _points(rank, favourites[right.college], listed)
        cast_at_desk(box.id, right.id, choice, actor=actor, at=box.opened_at + timedelta(hours=3, minutes=17 * rank))


def _points(rank: int, favourites: tuple[int, ...], listed: AbstractSet[str]) -> dict[str, int]:
    """Four points, three, two and one: two favourites of the college, then what many want, whatever their college."""
    wanted = [favourites[rank % 4], SHARED[0], favourites[(rank + 1) % 4], SHARED[1 + rank % 2], *SHARED]
    options = [f"a{number}" for number in dict.fromkeys(wanted) if f"a{number}" in listed]
    return dict(zip(options, (4, 3, 2, 1), strict=False))


def _count(vote: PriorityVote, actor: Actor) -> None:
    close_box(_box(vote).id, actor=actor, at=vote.closes_at)
    tell(_consultation(vote), Told.RESULT, actor=actor, at=vote.closes_at)


def _decide(
    vote: PriorityVote,
    on: date,
    verdict: Verdict,
    said: str,
    *,
    states: Mapping[int, ActionState],
    actor: Actor,
) -> None:
    motives, text = (said, "") if verdict is Verdict.REFUSED else ("", said)
    draft = PlanDraft(_body(on, actor).id, on, verdict, motives, text, states)
    decide_plan(vote.id, draft, actor=actor, at=morning(on) + timedelta(hours=12))


def _body(on: date, actor: Actor) -> Body:
    """The board where it exists; else the group that follows the programme."""
    known = sorted(bodies_on(on), key=lambda body: body.kind != BodyKind.BOARD)
    if known:
        return known[0]
    draft = BodyDraft("Groupe de suivi du programme", BodyKind.FOLLOW_UP, founding_day(on))
    return found_body(draft, actor=actor, at=morning(on))

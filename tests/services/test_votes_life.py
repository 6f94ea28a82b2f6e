"""Acts on a box: each where its state allows it, with who, when and why; the trail tells each."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from foundation.kernel.audit import Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import NotAllowed, NotFound, Refused, StateMoved
from tests.factories.votes import draft, roll
from tests.services.test_votes_secret import cast as cast_secretly
from tests.services.test_votes_secret import opened as opened_secret
from votes import queries
from votes.models import Box, BoxAct
from votes.queries.life import acts_of, shows_result, state_of
from votes.queries.resolution_paper import resolution_on_paper
from votes.queries.result_json import labelled_result
from votes.rules.events import EVENT_SENTENCES
from votes.rules.life import ALLOWED_IN, ActKind, BoxState
from votes.rules.secrecy import Secrecy
from votes.services import acts, boxes, casting, closing, publishing
from votes.services.act_writing import Acting, box_allowing, write_act

pytestmark = pytest.mark.usefixtures("session")
CHAIR = Actor(77, "Inès Scrutatrice")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WHY = "Panne de réseau dans la salle."
UNNEEDED = {
    (ActKind.CONFIRMED_SMALL, BoxState.OPEN): "nothing to confirm",
    (ActKind.ENDED, BoxState.OPEN): "ends by itself",
}


def opened(at: datetime, **changes: Any) -> Box:
    changes = {"closes_at": at + HOUR} | changes
    return boxes.open_box(draft(**changes), roll(1, 2, 3), actor=CHAIR, at=at)


def acting(at: datetime, account: int = 77, reason: str = WHY) -> Acting:
    return Acting(Actor(account, f"Compte {account}"), at, reason)


def vote(box: Box, account: int, at: datetime, choice: str = "for") -> None:
    right = queries.rights_of(box.id, account)[0].right_id
    casting.cast(box.id, right, choice, account_id=account, at=at)


def counted(at: datetime, **changes: Any) -> Box:
    box = opened(at, **changes)
    vote(box, 1, at)
    closing.close_box(box.id, actor=CHAIR, at=at + HOUR)
    return box


def reach(state: BoxState, at: datetime) -> Box:
    """A box in this state one hour after `at`."""
    later = at + HOUR
    if state is BoxState.OPEN:
        return opened(at, closes_at=at + 2 * HOUR)
    if state is BoxState.ENDED:
        return opened(at)
    if state is BoxState.FEW:
        box = opened_secret(at, closes_at=at + HOUR)
        cast_secretly(box, 1, "for", at)
        return box
    if state is BoxState.CANCELLED:
        box = opened(at)
        acts.cancel(box.id, acting(at))
        return box
    box = counted(at, held_back=state is BoxState.HELD, contestable_days=0)
    if state in (BoxState.CONTESTED, BoxState.ANNULLED):
        contest = publishing.dispute(box.id, acting(later, 1))
        if state is BoxState.ANNULLED:
            publishing.annul(box.id, contest.id, acting(later))
    if state is BoxState.ARCHIVED:
        publishing.archive(box.id, acting(later + 3 * DAY))
    return box


def recounted(box_id: int, acts_now: Acting) -> BoxAct:
    """Written by a closing that the paper ballots stopped (tests/services/test_votes_paper.py)."""
    box, _state = box_allowing(ActKind.RECOUNTED, box_id, acts_now.at)
    return write_act(box, ActKind.RECOUNTED, acts_now, after={})


def tries(box: Box, at: datetime) -> dict[ActKind, Callable[[], object]]:
    waiting = next((act.id for act in acts_of(box.id) if act.kind == "contested"), 0)
    return {
        ActKind.EXTENDED: lambda: acts.extend(box.id, at + 9 * HOUR, acting(at)),
        ActKind.ENDED: lambda: acts.end_by_hand(box.id, acting(at)),
        ActKind.CONFIRMED_SMALL: lambda: acts.confirm_few(box.id, acting(at)),
        ActKind.RECOUNTED: lambda: recounted(box.id, acting(at)),
        ActKind.CANCELLED: lambda: acts.cancel(box.id, acting(at)),
        ActKind.PUBLISHED: lambda: publishing.publish(box.id, acting(at)),
        ActKind.CONTESTED: lambda: publishing.dispute_for(box.id, "Noé Brume", acting(at)),
        ActKind.SETTLED: lambda: publishing.reject_dispute(box.id, waiting, acting(at)),
        ActKind.ANNULLED: lambda: publishing.annul(box.id, waiting, acting(at)),
        ActKind.ARCHIVED: lambda: publishing.archive(box.id, acting(at + 3 * DAY)),
    }


@pytest.mark.parametrize("state", BoxState)
def test_a_state_is_reached_and_lets_through_what_it_allows_and_nothing_else(at: datetime, state: BoxState) -> None:
    for kind in ActKind:
        box = reach(state, at)
        assert state_of(box, at + HOUR) is state
        before = len(acts_of(box.id))
        attempt = tries(box, at + HOUR)[kind]
        if state not in ALLOWED_IN[kind]:
            with pytest.raises(StateMoved):
                attempt()
        elif (kind, state) in UNNEEDED:
            with pytest.raises(Refused, match=UNNEEDED[kind, state]):
                attempt()
        else:
            attempt()
        assert len(acts_of(box.id)) == before + (state in ALLOWED_IN[kind] and (kind, state) not in UNNEEDED)


def test_each_act_is_told_in_the_trail_in_words(at: datetime) -> None:
    for state in (BoxState.ANNULLED, BoxState.ARCHIVED, BoxState.CANCELLED):
        reach(state, at)
    extended, few, held = opened(at), reach(BoxState.FEW, at), reach(BoxState.HELD, at)
    acts.extend(extended.id, at + 3 * HOUR, acting(at))
    acts.confirm_few(few.id, acting(at + HOUR))
    publishing.publish(held.id, acting(at + HOUR))
    by_hand = opened_secret(at, closes_at=None, subject="item:1")
    acts.end_by_hand(by_hand.id, acting(at + HOUR))
    recounted(by_hand.id, acting(at + HOUR))
    answered = reach(BoxState.CONTESTED, at)
    [contest] = acts_of(answered.id)
    publishing.reject_dispute(answered.id, contest.id, acting(at + HOUR))
    entries = list(db.session.execute(select(AuditEntry).where(AuditEntry.tag.like("votes:%"))).scalars())
    kinds = set(db.session.execute(select(BoxAct.kind)).scalars())
    assert kinds == {kind.value for kind in ActKind}
    for entry in entries:
        assert "%(" not in EVENT_SENTENCES[entry.tag] % entry.details


def test_what_is_done_without_a_reason_is_not_done(at: datetime) -> None:
    box = reach(BoxState.CONTESTED, at)
    [contest] = acts_of(box.id)
    blank = acting(at + HOUR, reason="  ")
    for attempt in (
        lambda: acts.extend(box.id, at + 2 * HOUR, blank),
        lambda: acts.cancel(box.id, blank),
        lambda: acts.confirm_few(box.id, blank),
        lambda: publishing.dispute(box.id, blank),
        lambda: publishing.dispute_for(box.id, "Noé", blank),
        lambda: publishing.reject_dispute(box.id, contest.id, blank),
        lambda: publishing.annul(box.id, contest.id, blank),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "act-reason"


def test_a_vote_that_the_clock_closed_takes_ballots_again_once_it_is_extended(at: datetime) -> None:
    box = opened(at)
    with pytest.raises(StateMoved):
        vote(box, 1, at + HOUR)
    acts.extend(box.id, at + 3 * HOUR, acting(at + HOUR + timedelta(minutes=5)))
    vote(box, 1, at + 2 * HOUR)
    assert state_of(box, at + 2 * HOUR) is BoxState.OPEN
    assert state_of(box, at + 3 * HOUR) is BoxState.ENDED


def test_a_closing_time_only_moves_later(at: datetime) -> None:
    box = opened(at)
    for moment, until in ((at, at + HOUR), (at, at + HOUR / 2), (at + 2 * HOUR, at + 2 * HOUR)):
        with pytest.raises(Refused):
            acts.extend(box.id, until, acting(moment))
    with pytest.raises(Refused, match="by hand"):
        acts.extend(opened(at, closes_at=None).id, at + HOUR, acting(at))


def test_a_cancelled_vote_takes_no_ballot_and_is_never_counted(at: datetime) -> None:
    box = opened(at)
    vote(box, 1, at)
    acts.cancel(box.id, acting(at))
    with pytest.raises(StateMoved):
        vote(box, 2, at)
    with pytest.raises(StateMoved, match="cancelled"):
        closing.close_box(box.id, actor=CHAIR, at=at + HOUR)
    assert queries.stored_result(box.id) is None
    assert not shows_result(box, state_of(box, at + HOUR), runs=True)


def test_few_ballots_are_counted_once_the_officers_said_so_for_that_group(at: datetime) -> None:
    from tests.factories.votes import colleges

    box = boxes.open_box(
        draft(secrecy=Secrecy(3), replaceable=False, colleges=colleges({"a": "1/2", "b": "1/2"}), closes_at=at + HOUR),
        roll(1, 2, 3, 4, 5, 6, college="ab"),
        actor=CHAIR,
        at=at,
    )
    cast_secretly(box, 1, "for", at)
    acts.confirm_few(box.id, acting(at))
    assert acts_of(box.id)[0].details == {"groups": ["A"]}
    cast_secretly(box, 2, "against", at)
    assert state_of(box, at + HOUR) is BoxState.FEW
    with pytest.raises(Refused, match="B"):
        closing.close_box(box.id, actor=CHAIR, at=at + HOUR)
    acts.confirm_few(box.id, acting(at + HOUR))
    assert state_of(box, at + HOUR) is BoxState.ENDED
    assert closing.close_box(box.id, actor=CHAIR, at=at + HOUR).ballots == 2


def test_a_result_held_back_is_seen_by_who_runs_votes_and_told_to_nobody(at: datetime) -> None:
    box = counted(at, held_back=True)
    state = state_of(box, at + HOUR)
    assert (shows_result(box, state, runs=True), shows_result(box, state, runs=False)) == (True, False)
    last = db.session.execute(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).scalar_one()
    assert not {"for", "base", "winners"} & set(last.details)
    publishing.publish(box.id, acting(at + HOUR, reason=""))
    assert shows_result(box, state_of(box, at + HOUR), runs=False)


def test_who_holds_a_right_contests_within_the_time_of_the_vote(at: datetime) -> None:
    box = counted(at, contestable_days=15)
    with pytest.raises(NotAllowed):
        publishing.dispute(box.id, acting(at + HOUR, 99))
    first = publishing.dispute(box.id, acting(at + HOUR, 1))
    assert publishing.dispute(box.id, acting(at + 2 * HOUR, 1)).id == first.id
    publishing.dispute(box.id, acting(at + 15 * DAY, 2))
    with pytest.raises(StateMoved, match="court"):
        publishing.dispute(box.id, acting(at + 16 * DAY, 3))
    assert publishing.dispute_for(box.id, "Noé Brume", acting(at + 40 * DAY)).details == {"whom": "Noé Brume"}


def test_a_contest_is_answered_once_and_the_result_stands_or_falls(at: datetime) -> None:
    box = counted(at)
    one, two = (publishing.dispute(box.id, acting(at + HOUR, account)) for account in (1, 2))
    publishing.reject_dispute(box.id, one.id, acting(at + DAY))
    assert state_of(box, at + DAY) is BoxState.CONTESTED
    with pytest.raises(NotFound):
        publishing.reject_dispute(box.id, one.id, acting(at + DAY))
    publishing.annul(box.id, two.id, acting(at + DAY))
    assert state_of(box, at + DAY) is BoxState.ANNULLED
    assert shows_result(box, BoxState.ANNULLED, runs=False)


def test_a_vote_is_archived_once_nobody_can_contest_it_here(at: datetime) -> None:
    box = counted(at)
    with pytest.raises(StateMoved, match="contested until"):
        publishing.archive(box.id, acting(at + 15 * DAY))
    publishing.archive(box.id, acting(at + 16 * DAY))
    assert state_of(box, at + 16 * DAY) is BoxState.ARCHIVED


def test_a_vote_counted_late_closed_at_its_time_all_the_same(at: datetime) -> None:
    box = opened(at)
    closing.close_box(box.id, actor=CHAIR, at=at + 5 * HOUR)
    assert box.closed_at == at + HOUR


def test_papers_say_when_it_closed_by_the_clock_and_when_it_was_counted_where_that_was_later(at: datetime) -> None:
    box, on_time = opened(at), opened(at)
    stored = closing.close_box(box.id, actor=CHAIR, at=at + 5 * HOUR)
    paper = resolution_on_paper(box, stored)
    assert (paper["closed_at"], paper["counted_at"]) == (at + HOUR, at + 5 * HOUR)
    told = labelled_result(box, stored)["vote"]
    assert (told["closed_at"], told["counted_at"]) == ((at + HOUR).isoformat(), (at + 5 * HOUR).isoformat())
    stored = closing.close_box(on_time.id, actor=CHAIR, at=at + HOUR)
    assert resolution_on_paper(on_time, stored)["counted_at"] is None

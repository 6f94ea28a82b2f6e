"""Paper ballots in a secret vote: a right is used once, whatever the channel; two persons count the same, or nothing is counted."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM, Actor, AuditEntry
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from tests.factories.votes import colleges, draft, roll
from votes import queries
from votes.models import Box
from votes.queries.life import acts_of
from votes.queries.paper import Keyed, Origin, keyed_by_college, origins, paper_standings
from votes.receipts import new_receipt
from votes.rules.paper_lines import PaperLine
from votes.rules.secrecy import Secrecy, SmallGroup, SmallGroupWay
from votes.services import acts, boxes, casting, closing, closing_due
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.paper import count_paper, mark_paper
from votes.services.recounting import ask_recount, recounted_where_refused
from votes.services.roll_changes import take_back
from votes.verification import broken_boxes

pytestmark = pytest.mark.usefixtures("session")
ADA, LIN, ZOE = Actor(91, "Ada"), Actor(92, "Lin"), Actor(93, "Zoé")
ROOM: dict[str, Any] = {"subject": "item:1", "replaceable": False}
MINUTE = timedelta(minutes=1)


def secret(at: datetime, **changes: Any) -> Box:
    lines = [replace(line, college=None) for line in roll(*range(1, 7))]
    return boxes.open_box(draft(**(ROOM | {"secrecy": Secrecy(3), "colleges": ()} | changes)), lines,
                          actor=SYSTEM, at=at)  # fmt: skip


def right_of(box: Box, account: int) -> int:
    return queries.rights_of(box.id, account)[0].right_id


def cast(box: Box, account: int, choice: str, at: datetime) -> Any:
    secretly = Secretly(new_receipt())
    return casting.cast(box.id, right_of(box, account), choice, account_id=account, at=at, secretly=secretly)


def mark(box: Box, account: int, at: datetime, actor: Actor = ADA) -> Any:
    return mark_paper(box.id, right_of(box, account), Acting(actor, at))


def keyed(box: Box, at: datetime, actor: Actor, college: str = "", **numbers: int) -> None:
    names = {"for_": "for"}
    lines = [PaperLine(names.get(choice, choice), number) for choice, number in numbers.items()]
    count_paper(box.id, college, lines, Acting(actor, at))


def ended(box: Box, at: datetime) -> datetime:
    """The vote takes no more ballots; the moment after."""
    acts.end_by_hand(box.id, Acting(LIN, at + MINUTE))
    return at + 2 * MINUTE


def close(box: Box, at: datetime) -> Any:
    return closing.close_box(box.id, actor=SYSTEM, at=at)


def test_two_equal_counts_are_counted_with_the_ballots_cast_online(at: datetime) -> None:
    box = secret(at)
    cast(box, 1, "for", at)
    cast(box, 2, "against", at)
    for account in (3, 4, 5):
        mark(box, account, at)
    after = ended(box, at)
    for actor in (ADA, LIN):
        keyed(box, after, actor, for_=2, blank=1)
    stored = close(box, after)
    assert (stored.ballots, stored.result["for"], stored.result["against"], stored.result["blank"]) == (5, "3", "1", 1)
    assert origins(box) == {"": Origin(online=2, paper=3)}
    assert queries.turnout(box).cast == 5
    assert broken_boxes() == []


def test_who_took_a_paper_ballot_casts_nothing_online_and_the_other_way_round(at: datetime) -> None:
    box = secret(at)
    mark(box, 1, at)
    assert mark(box, 1, at).channel == "paper"
    with pytest.raises(StateMoved) as refused:
        cast(box, 1, "for", at)
    assert refused.value.code == "ballot-final"
    cast(box, 2, "for", at)
    with pytest.raises(StateMoved):
        mark(box, 2, at)
    with pytest.raises(StateMoved) as refused:
        take_back(box.id, right_of(box, 1), Acting(LIN, at, "Erreur"))
    assert refused.value.code == "right-used-secretly"


def test_a_right_taken_back_or_a_closed_vote_gets_no_paper_ballot(at: datetime) -> None:
    box, timed = secret(at), secret(at, closes_at=at + timedelta(minutes=5))
    right = right_of(box, 1)
    take_back(box.id, right, Acting(LIN, at, "Exclue le 2 juin"))
    with pytest.raises(StateMoved) as refused:
        mark_paper(box.id, right, Acting(ADA, at))
    assert refused.value.code == "right-ended"
    with pytest.raises(StateMoved) as refused:
        mark(timed, 1, at + timedelta(minutes=5))
    assert refused.value.code == "box-closed"


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ([], "paper-twice"),
        ([(ADA, 3)], "paper-twice"),
        ([(ADA, 3), (LIN, 2)], "paper-twice"),
        ([(ADA, 2), (LIN, 2)], "paper-total"),
        ([(ADA, 4), (LIN, 4)], "paper-total"),
    ],
)
def test_it_is_not_counted_before_two_persons_found_as_many_as_were_given(
    at: datetime, counts: list[tuple[Actor, int]], code: str
) -> None:
    box = secret(at)
    for account in (3, 4, 5):
        mark(box, account, at)
    after = ended(box, at)
    for actor, number in counts:
        keyed(box, after, actor, for_=number)
    with pytest.raises(Refused) as refused:
        close(box, after)
    assert (refused.value.code, refused.value.rule) == (code, 46)
    assert refused.value.values["marked"] == 3
    assert queries.stored_result(box.id) is None
    ask_recount(box.id, Acting(LIN, after))
    for actor in (ADA, LIN) if len(counts) != 1 else (LIN,):
        keyed(box, after, actor, for_=3)
    assert close(box, after).result["for"] == "3"


def test_ballots_counted_that_nobody_took_are_refused(at: datetime) -> None:
    box = secret(at)
    for account in (1, 2, 3):
        cast(box, account, "for", at)
    after = ended(box, at)
    for actor in (ADA, LIN):
        keyed(box, after, actor, for_=1)
    with pytest.raises(Refused) as refused:
        close(box, after)
    assert refused.value.code == "paper-total"


def test_no_count_before_the_hour_and_none_after_the_result(at: datetime) -> None:
    ends = at + timedelta(minutes=5)
    box = secret(at, closes_at=ends)
    for account in (3, 4, 5):
        mark(box, account, at)
    with pytest.raises(Refused) as refused:
        keyed(box, at, ADA, for_=3)
    assert refused.value.code == "paper-still-open"
    for actor in (ADA, LIN):
        keyed(box, ends, actor, for_=3)
    close(box, ends)
    with pytest.raises(StateMoved):
        keyed(box, ends, ADA, for_=3)


def test_no_count_while_the_vote_takes_ballots_and_none_is_closed_before_it_said_so(at: datetime) -> None:
    """Keyed in an open vote, a count would tell whoever tries numbers what is in the urn of the room."""
    box = secret(at)
    for account in (3, 4, 5):
        mark(box, account, at)
    with pytest.raises(Refused) as refused:
        keyed(box, at, ADA, for_=1)
    assert refused.value.code == "paper-still-open"
    with pytest.raises(Refused) as refused:
        close(box, at)
    assert refused.value.code == "paper-not-ended"
    after = ended(box, at)
    with pytest.raises(StateMoved) as moved:
        cast(box, 2, "for", after)
    assert moved.value.code == "box-closed"
    with pytest.raises(StateMoved) as moved:
        mark(box, 2, after)
    assert moved.value.code == "box-closed"
    assert broken_boxes() == []
    for again in (box, secret(at, closes_at=at + MINUTE)):
        with pytest.raises((Refused, StateMoved)) as either:
            acts.end_by_hand(again.id, Acting(ADA, at))
        assert either.value.code in ("box-ends-alone", "box-state")
    openly = boxes.open_box(draft(subject="item:1"), roll(1, 2), actor=SYSTEM, at=at)
    with pytest.raises(Refused) as refused:
        acts.end_by_hand(openly.id, Acting(ADA, at))
    assert refused.value.code == "box-without-paper"


def test_a_person_keys_once_and_again_only_after_the_closing_found_that_the_counts_differ(at: datetime) -> None:
    box = secret(at)
    for account in (3, 4, 5):
        mark(box, account, at)
    after = ended(box, at)
    keyed(box, after, ADA, for_=1, against=2)
    ask_recount(box.id, Acting(SYSTEM, after))  # nothing to compare yet: one count is no disagreement
    assert keyed_by_college(box, ADA.account_id) == {"": Keyed(1, mine=True, may_key=False)}
    for tried in (1, 2, 3):
        with pytest.raises(Refused) as refused:
            keyed(box, after, ADA, for_=tried)
        assert refused.value.code == "paper-once"
    keyed(box, after, LIN, for_=2, against=1)
    with pytest.raises(Refused) as refused:
        keyed(box, after, LIN, for_=1, against=2)  # whether two differ is told by the closing alone
    assert refused.value.code == "paper-once"
    assert ask_recount(box.id, Acting(SYSTEM, after)) is not None
    assert ask_recount(box.id, Acting(SYSTEM, after)) is None
    assert keyed_by_college(box, ADA.account_id) == {"": Keyed(0, mine=False, may_key=True)}
    keyed(box, after, LIN, for_=1, against=2)
    assert ask_recount(box.id, Acting(SYSTEM, after)) is None
    assert close(box, after).result["for"] == "1"
    assert broken_boxes() == []


def test_the_closing_writes_what_is_counted_again_and_nothing_else(at: datetime) -> None:
    box = secret(at)
    for account in (3, 4, 5):
        mark(box, account, at)
    after = ended(box, at)
    keyed(box, after, ADA, for_=3)
    db.session.commit()

    def acts_written() -> list[str]:
        assert closing_due.close_what_is_due(lambda: after) == 0
        return [act.kind for act in acts_of(box.id)]

    assert acts_written() == ["ended"]
    keyed(box, after, LIN, against=3)
    db.session.commit()
    assert acts_written() == acts_written() == ["ended", "recounted"]
    with pytest.raises(Refused), recounted_where_refused(LIN, after):
        raise Refused("box-few-ballots", "%(groups)s", groups="a")
    keyed(box, after, ADA, against=3)
    db.session.commit()
    assert closing_due.close_what_is_due(lambda: after) == 1
    assert broken_boxes() == []


def test_two_equal_counts_stand_whatever_a_third_person_keys(at: datetime) -> None:
    """One volunteer at the door would else block the count of any vote for ever."""
    box = secret(at)
    for account in (3, 4, 5):
        mark(box, account, at)
    after = ended(box, at)
    for actor, choice in ((ADA, "for_"), (LIN, "for_"), (ZOE, "against")):
        keyed(box, after, actor, **{choice: 3})
    assert close(box, after).result["for"] == "3"


def test_a_vote_runs_no_longer_once_its_paper_ballots_were_counted(at: datetime) -> None:
    ends = at + 5 * MINUTE
    box = secret(at, closes_at=ends)
    mark(box, 3, at)
    acts.extend(box.id, ends + MINUTE, Acting(LIN, ends, "Panne"))
    keyed(box, ends + MINUTE, ADA, for_=1)
    with pytest.raises(StateMoved) as refused:
        acts.extend(box.id, ends + 60 * MINUTE, Acting(LIN, ends + MINUTE, "Pour voir"))
    assert refused.value.code == "box-paper-counted"
    by_hand = secret(at)
    after = ended(by_hand, at)
    keyed(by_hand, after, ADA, for_=1)
    with pytest.raises(StateMoved) as refused:
        acts.extend(by_hand.id, after + 60 * MINUTE, Acting(LIN, after, "Pour voir"))
    assert refused.value.code == "box-paper-counted"


def test_a_line_too_long_to_be_kept_is_refused_when_it_is_keyed(at: datetime) -> None:
    """Else the closing would write it and fail, with the vote closed and no result."""
    box = secret(at)
    mark(box, 3, at)
    after = ended(box, at)
    with pytest.raises(Refused) as refused:
        count_paper(box.id, "", [PaperLine(["o1"] * 400, 1)], Acting(ADA, after))
    assert refused.value.code == "ballot-long"


def test_who_marked_a_paper_ballot_and_for_whom_stands_in_the_trail(at: datetime) -> None:
    """A right that its holder finds used has somebody to answer for it; no choice is there."""
    box = secret(at)
    for _ in range(2):
        mark(box, 4, at)
    wanted = select(AuditEntry).where(AuditEntry.tag == "votes:paper:given")
    [fact] = db.session.execute(wanted).scalars()
    assert (fact.subject, fact.actor_id, fact.actor_name) == (f"box:{box.id}", 91, "Ada")
    assert fact.details == {"member": 4, "title": box.title}


@pytest.mark.parametrize("changes", [{"subject": "consultation:3"}, {"subject": ""}, {"rehearsal": True}])
def test_paper_is_given_in_the_room_of_an_assembly_and_nowhere_else(at: datetime, changes: dict[str, Any]) -> None:
    box = secret(at, closes_at=None if "rehearsal" in changes else at + MINUTE, **changes)
    with pytest.raises(Refused) as refused:
        mark(box, 1, at)
    assert refused.value.code == "paper-no-room"
    with pytest.raises(Refused) as refused:
        keyed(box, at + MINUTE, ADA, for_=1)
    assert refused.value.code == "paper-no-room"
    assert queries.turnout(box).cast == 0


def test_a_count_is_keyed_by_a_person_for_a_secret_college(at: datetime) -> None:
    box = secret(at)
    with pytest.raises(Refused) as refused:
        keyed(box, at, SYSTEM, for_=1)
    assert refused.value.code == "paper-who"
    with pytest.raises(Refused) as refused:
        keyed(box, at, ADA, college="z", for_=1)
    assert refused.value.code == "paper-college"
    opened = boxes.open_box(draft(), roll(1, 2), actor=SYSTEM, at=at)
    with pytest.raises(Refused):
        mark(opened, 1, at)


def test_a_college_that_votes_openly_takes_no_paper_ballots(at: datetime) -> None:
    ways = {one.id: SmallGroup(SmallGroupWay.LIMITED) for one in colleges()}
    ways["a"] = SmallGroup(SmallGroupWay.OPEN, reason="Consentements signés le 2 juin, pièces 1 à 2")
    box = boxes.open_box(draft(secrecy=Secrecy(5, ways), **ROOM), roll(*range(1, 7)), actor=SYSTEM, at=at)
    with pytest.raises(Refused) as refused:
        mark(box, 1, at)
    assert refused.value.code == "paper-open"
    mark_paper(box.id, right_of(box, 2), Acting(ADA, at), warned=True)
    assert [(one.college, one.marked, one.holds) for one in paper_standings(box)] == [("b", 1, False), ("c", 0, True)]


def test_limited_secrecy_is_told_and_accepted_before_a_paper_ballot_is_given(at: datetime) -> None:
    ways = {one.id: SmallGroup(SmallGroupWay.LIMITED) for one in colleges()}
    box = boxes.open_box(draft(secrecy=Secrecy(5, ways), **ROOM), roll(*range(1, 7)), actor=SYSTEM, at=at)
    with pytest.raises(Refused) as refused:
        mark(box, 1, at)
    assert (refused.value.code, refused.value.rule) == ("paper-warning", 46)
    assert queries.turnout(box).cast == 0
    assert mark_paper(box.id, right_of(box, 1), Acting(ADA, at), warned=True).warned
    whole = secret(at)
    assert not mark_paper(whole.id, right_of(whole, 1), Acting(ADA, at), warned=True).warned

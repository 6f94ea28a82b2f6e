"""A box told twice: by the services over the database, and by thirty lines of plain memory that say what must come out.

Rules are drawn in any order: cast, cast again, change, enter at the desk, take a right back, add one late, let time pass,
extend, close, break off half-way. After each the box must stand as the memory says it does.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from foundation.kernel.audit import Actor
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import ScicError
from foundation.web.transaction import transaction
from tests.factories.votes import draft, roll
from votes import boxed_ballots, queries
from votes.models import AdditionAsked, Box, Right
from votes.queries.small_counts import small_counts
from votes.receipts import new_receipt
from votes.rules.count import count
from votes.rules.count_file import parse
from votes.rules.roll import RollLine, Via
from votes.services import acts, boxes, casting, closing, roll_changes
from votes.services.act_writing import Acting
from votes.services.casting import Secretly
from votes.services.casting_secret import RETRY
from votes.verification import broken_boxes

BEGUN = datetime(2026, 6, 12, 18, 30, tzinfo=UTC)
LASTS = timedelta(hours=1)
DESK, BUREAU, SECOND = Actor(71, "Bureau"), Actor(72, "Présidente"), Actor(73, "Secrétaire")
SHARED, STRANGER = 91, 99
PICK = st.integers(0, 10**6)


@dataclass
class Kept:
    """What the memory knows of one right: whose hands, and the ballot that stands."""

    id: int
    college: str
    accounts: tuple[int, ...]
    in_a_hand: bool = True
    ended: bool = False
    choice: Any = None
    at_desk: bool = False
    cast_at: datetime | None = None
    cast_by: int | None = None
    receipt: str = ""


class Broken(RuntimeError):
    """The machine goes off in the middle of an act."""


def _break_off() -> None:
    raise Broken


@dataclass(frozen=True)
class Kind:
    """One kind of box: what its draft changes, a good choice, a choice that breaks its rule."""

    good: st.SearchStrategy[Any]
    bad: st.SearchStrategy[Any]
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def secret(self) -> bool:
        """Whether its ballots are secret."""
        return self.changes.get("secrecy") is not None

    @property
    def without_colleges(self) -> bool:
        """Whether all vote together."""
        return self.changes.get("colleges") == ()

    @property
    def replaceable(self) -> bool:
        """Whether its ballots may be changed."""
        return bool(self.changes.get("replaceable", True))


class BoxMachine(RuleBasedStateMachine):
    """The rules; a kind of box gives `kind`."""

    kind: Kind

    @initialize()
    def open(self) -> None:
        """Six members, one of them served by two accounts, and one whom nobody represents."""
        self.savepoint = db.session.get_bind().begin_nested()  # type: ignore[union-attr]
        self.at, self.closes_at, self.closed, self.next_member = BEGUN, BEGUN + LASTS, False, 50
        lines = [*roll(1, 2, 3, 4, 5, 6), RollLine(7, "Membre 7", "a", present=False, via=Via.NONE)]
        lines[0] = RollLine(1, "Membre 1", "a", accounts=(1, SHARED))
        if self.kind.without_colleges:
            lines = [replace(line, college=None) for line in lines]
        with transaction():
            opened = draft(closes_at=self.closes_at, **self.kind.changes)
            box = boxes.open_box(opened, lines, actor=BUREAU, at=BEGUN)
            self.box_id = box.id
            frozen = select(Right).where(Right.box_id == box.id).order_by(Right.position)
            rows = db.session.execute(frozen).scalars().all()
            self.rights = [
                Kept(row.id, row.college, line.accounts, in_a_hand=line.via is not Via.NONE)
                for row, line in zip(rows, lines, strict=True)
            ]

    def teardown(self) -> None:
        """Whatever happened, the box can be counted, its file recounts to what was published, and verification is silent."""
        if hasattr(self, "savepoint"):
            try:
                if not self.closed:
                    self.close()
                self._recount()
            finally:
                db.session.rollback()
                self.savepoint.rollback()
                db.session.expire_all()

    # ---- what may happen ---------------------------------------------------------------------------------------

    @rule(data=st.data(), which=PICK, who=PICK)
    def cast(self, data: st.DataObject, which: int, who: int) -> None:
        """A ballot of a right, from a hand that holds it or not."""
        right = self._right(which)
        hands = (*right.accounts, right.accounts[0] if right.accounts else STRANGER, STRANGER)
        self._cast(right, hands[who % len(hands)], data.draw(self.kind.good), new_receipt())

    @rule(which=PICK, who=PICK)
    def cast_the_same_again(self, which: int, who: int) -> None:
        """A request that is sent a second time, from any of the hands, at any moment: the first answer again."""
        cast = [right for right in self.rights if right.choice is not None and right.accounts]
        if cast:
            right = cast[which % len(cast)]
            self._cast(right, right.accounts[who % len(right.accounts)], right.choice, right.receipt)

    @rule(data=st.data(), which=PICK)
    def cast_what_is_not_on_the_ballot(self, data: st.DataObject, which: int) -> None:
        """A choice that breaks the rule of the vote."""
        right = self._right(which)
        if right.accounts:
            wrong, secretly = data.draw(self.kind.bad), Secretly(new_receipt())
            told = self._act(lambda: self._casting(right, right.accounts[0], wrong, secretly))
            assert told in {"ballot-choice", "ballot-long"}

    @rule(data=st.data(), which=PICK)
    def cast_and_break_off(self, data: st.DataObject, which: int) -> None:
        """The machine stops between the ballot and the commit: nothing happened."""
        right = self._right(which)
        if right.accounts:
            choice, secretly = data.draw(self.kind.good), Secretly(new_receipt())
            told = self._act(lambda: self._casting(right, right.accounts[0], choice, secretly), breaking=True)
            assert told in {"broken", "box-closed", "right-ended", "ballot-final"}

    @rule(data=st.data(), which=PICK)
    def enter_at_the_desk(self, data: st.DataObject, which: int) -> None:
        """A ballot keyed for a member without a device."""
        right, choice = self._right(which), data.draw(self.kind.good)
        told = self._act(lambda: casting.cast_at_desk(self.box_id, right.id, choice, actor=DESK, at=self.at))
        expected = self._told_at_desk(right, choice)
        assert told == expected, (told, expected)
        if told in {"recorded", "replaced"}:
            right.choice, right.at_desk, right.cast_at = choice, True, self.at

    @rule(which=PICK)
    def take_back(self, which: int) -> None:
        """A right is revoked: only one that was not used."""
        right = self._right(which)
        told = self._act(lambda: roll_changes.take_back(self.box_id, right.id, Acting(BUREAU, self.at, "Cession")))
        used = right.ended or right.choice is not None
        assert (told == "done") == (not used and not self._late()), told
        right.ended = right.ended or told == "done"

    @rule(alone=st.booleans())
    def add_late(self, *, alone: bool) -> None:
        """A member forgotten on the roll; in a secret vote a second person is needed."""
        self.next_member += 1
        college = None if self.kind.without_colleges else "abc"[self.next_member % 3]
        line = RollLine(self.next_member, f"Membre {self.next_member}", college, accounts=(200,))
        asking, answering = Acting(BUREAU, self.at, "Oubliée"), Acting(BUREAU if alone else SECOND, self.at)

        def added() -> int | None:
            made = roll_changes.ask_addition(self.box_id, line, asking)
            if made is None:
                wanted = select(AdditionAsked.id).where(AdditionAsked.box_id == self.box_id)
                made = roll_changes.confirm_addition(max(db.session.execute(wanted).scalars()), answering)
            return made.right_id

        outcome: list[int | None] = []
        told = self._act(lambda: outcome.append(added()))
        assert (told == "done") == (not self._late() and not (alone and self.kind.secret)), told
        if outcome and outcome[0] is not None:
            self.rights.append(Kept(outcome[0], line.college or "", line.accounts))

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        """Maybe beyond the closing time."""
        self.at += timedelta(minutes=minutes)

    @rule(data=st.data())
    def one_millisecond_before_and_after_the_end(self, data: st.DataObject) -> None:
        """The clock decides: a ballot counts until the last millisecond, and not one later."""
        if self.closed or self.at >= self.closes_at:
            return
        for instant in (-1, 0, 1):
            self.at = self.closes_at + timedelta(milliseconds=instant)
            for right in [one for one in self.rights if one.accounts and one.choice is None][:1]:
                self._cast(right, right.accounts[0], data.draw(self.kind.good), new_receipt())

    @precondition(lambda self: not self.closed)
    @rule(minutes=st.integers(1, 90))
    def extend(self, minutes: int) -> None:
        """The closing time moves later."""
        until = max(self.closes_at, self.at) + timedelta(minutes=minutes)
        assert self._act(lambda: acts.extend(self.box_id, until, Acting(BUREAU, self.at, "Panne"))) == "done"
        self.closes_at = until

    @precondition(lambda self: sum(one.choice is not None for one in self.rights) > 3)
    @rule()
    def close(self) -> None:
        """Closed and counted, in full; a second time changes nothing."""
        if self.kind.secret and not self.closed and small_counts(self._box()):
            confirmed = self._act(lambda: acts.confirm_few(self.box_id, Acting(BUREAU, self.at, "Admis")))
            assert confirmed == "done"
        for _ in range(2):
            assert self._act(lambda: closing.close_box(self.box_id, actor=BUREAU, at=self.at)) == "done"
        self.closed = True

    # ---- what must hold ------------------------------------------------------------------------------------------

    @invariant()
    def one_counted_ballot_for_each_right_used(self) -> None:
        """Each once, in its college, with its last choice; turnout and roll say the same."""
        if not hasattr(self, "rights"):
            return
        box, used = self._box(), [one for one in self.rights if one.choice is not None]
        assert boxed_ballots.counted_ballots(box) == Counter((one.college, canonical_json(one.choice)) for one in used)
        turnout = queries.turnout(box)
        assert (turnout.cast, turnout.entitled) == (len(used), sum(not one.ended for one in self.rights))

    # ---- how -----------------------------------------------------------------------------------------------------

    def _box(self) -> Box:
        return queries.get_box(self.box_id)

    def _right(self, which: int) -> Kept:
        return self.rights[which % len(self.rights)]

    def _late(self) -> bool:
        return self.closed or self.at >= self.closes_at

    def _act(self, act: Callable[[], object], *, breaking: bool = False) -> str:
        """Do it in a transaction of its own; what became of it, as one word."""
        try:
            with transaction():
                done = act()
                if breaking:
                    _break_off()
        except ScicError as refusal:
            return refusal.code
        except Broken:
            return "broken"
        return str(getattr(done, "state", None) or "done")

    def _casting(self, right: Kept, account: int, choice: Any, secretly: Secretly, at: datetime | None = None) -> Any:
        return casting.cast(self.box_id, right.id, choice, account_id=account, at=at or self.at, secretly=secretly)

    def _cast(self, right: Kept, account: int, choice: Any, receipt: str) -> None:
        answers: list[Any] = []
        told = self._act(lambda: answers.append(self._casting(right, account, choice, Secretly(receipt))))
        told = str(answers[0].state) if answers else told
        expected = self._told(right, account, choice, receipt)
        assert told == expected, (told, expected)
        if told in {"recorded", "replaced"}:
            right.choice, right.at_desk, right.cast_at, right.receipt = choice, False, self.at, receipt
            right.cast_by = account
        if told == "repeated":
            first = right.cast_at
            assert first is not None
            assert answers[0].at == (first.replace(second=0, microsecond=0) if self.kind.secret else first)

    def _told(self, right: Kept, account: int, choice: Any, receipt: str) -> str:
        if account not in right.accounts:
            return "right"
        if right.choice == choice and (not self.kind.secret or self._retried(right, account, receipt)):
            return "repeated"
        if self._late():
            return "box-closed"
        if right.ended:
            return "right-ended"
        if right.choice is None:
            return "recorded"
        return "replaced" if self.kind.replaceable else "ballot-final"

    def _retried(self, right: Kept, account: int, receipt: str) -> bool:
        """A secret ballot is found again by who cast it, within a quarter of an hour, and by nobody later."""
        if right.cast_at is None or (right.cast_by, right.receipt) != (account, receipt):
            return False
        return self.at - right.cast_at.replace(second=0, microsecond=0) <= RETRY

    def _told_at_desk(self, right: Kept, choice: Any) -> str:
        if self.kind.secret:
            return "ballot-secret-desk"
        if not right.in_a_hand:
            return "right-in-no-hand"
        if right.choice is not None and not right.at_desk:
            return "box-closed" if self._late() else "ballot-by-holder"
        if right.choice == choice:
            return "repeated"
        if self._late() or right.ended:
            return "box-closed" if self._late() else "right-ended"
        if right.choice is None:
            return "recorded"
        return "replaced" if self.kind.replaceable else "ballot-final"

    def _recount(self) -> None:
        db.session.expire_all()
        stored = queries.stored_result(self.box_id)
        assert stored is not None
        again = count(parse(stored.count_file)).to_json("fr")
        assert again == stored.result
        assert stored.ballots == sum(one.choice is not None for one in self.rights)
        assert broken_boxes() == []

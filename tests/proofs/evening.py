"""Three votes open at once, and what must be found in their boxes after any number of crashes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import canonical_json, db
from foundation.web.transaction import transaction
from tests.factories.accounts import make_account
from tests.factories.votes import draft
from tests.proofs.stream import Sent, Voter, browser_of
from votes.models import Ballot, Hand, Mark, Right, SecretBallot
from votes.queries import get_box
from votes.queries.small_counts import small_counts
from votes.rules.roll import RollLine
from votes.rules.secrecy import Secrecy
from votes.services import acts, boxes, closing
from votes.services.act_writing import Acting
from votes.verification import broken_boxes

COLLEGES = "abc"


@dataclass(frozen=True)
class Evening:
    """A vote whose ballots may be changed, one of final ballots, one of secret ballots; and those who vote in them."""

    changing: int
    final: int
    secret: int
    voters: list[Voter]

    def sent(self) -> list[tuple[Sent, bool]]:
        """Everything that was sent, each voter's in order, and whether it was acknowledged."""
        return [line for voter in self.voters for line in voter.journal]


def evening(app: Flask, *, voters: int, rights: int) -> Evening:
    """Open the three votes, really committed; each voter holds so many rights in each."""
    with app.app_context(), transaction():
        accounts = [make_account(f"Voix {number}") for number in range(voters)]
        lines = [
            RollLine(number, f"Membre {number}", COLLEGES[number % 3], accounts=(accounts[number % voters].id,))
            for number in range(1, voters * rights + 1)
        ]
        begun = now() - timedelta(minutes=1)
        drafts = (draft(), draft(replaceable=False), draft(replaceable=False, secrecy=Secrecy(3)))
        opened = [boxes.open_box(one, lines, actor=SYSTEM, at=begun).id for one in drafts]
        held = [_held_by_account(box_id) for box_id in opened]
        made = []
        for account in accounts:
            in_hand = [(box_id, hands[account.id]) for box_id, hands in zip(opened, held, strict=True)]
            made.append(Voter(account.id, browser_of(app, account), *in_hand))
        return Evening(*opened, voters=made)


def _held_by_account(box_id: int) -> dict[int, list[int]]:
    held = defaultdict(list)
    rows = select(Hand.account_id, Hand.right_id).where(Hand.box_id == box_id).order_by(Hand.right_id)
    for account_id, right_id in db.session.execute(rows):
        held[account_id].append(right_id)
    return held


def check_boxes(app: Flask, night: Evening) -> None:
    """Each acknowledged ballot is there once, each unknown one once or not at all, and nothing else is."""
    with app.app_context():
        sent = night.sent()
        for box_id in (night.changing, night.final):
            _check_open_box(box_id, [line for line in sent if line[0].box_id == box_id])
        _check_secret_box(night.secret, [line for line in sent if line[0].box_id == night.secret])
        db.session.rollback()
        db.engine.dispose()  # the last one who leaves a SQLite database tidies its journal: that is the next server's work


def _check_open_box(box_id: int, sent: Iterable[tuple[Sent, bool]]) -> None:
    told: dict[int, list[tuple[Sent, bool]]] = defaultdict(list)
    for ballot, acknowledged in sent:
        told[ballot.right_id].append((ballot, acknowledged))
    kept: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    columns = (Ballot.right_id, Ballot.revision, Ballot.choice, Ballot.former)
    for right_id, *row in db.session.execute(select(*columns).where(Ballot.box_id == box_id).order_by(*columns[:2])):
        kept[right_id].append(tuple(row))  # type: ignore[arg-type]
    assert kept.keys() <= told.keys(), "a ballot that nobody sent"
    for right_id, lines in told.items():
        _check_right(kept[right_id], lines)


def _check_right(rows: Sequence[tuple[int, str, str]], lines: Sequence[tuple[Sent, bool]]) -> None:
    assert [revision for revision, _, _ in rows] == list(range(1, len(rows) + 1)), "a number missing or twice"
    assert [former for _, _, former in rows] == ["", *(choice for _, choice, _ in rows)][: len(rows)]
    assert len(rows) <= len(lines)
    known = [index for index, (_, acknowledged) in enumerate(lines) if acknowledged]
    if known:
        possible = {canonical_json(ballot.choice) for ballot, _ in lines[known[-1] :]}
        assert rows, f"an acknowledged ballot is lost: {lines}"
        assert rows[-1][1] in possible, f"{rows} for {lines}"


def _check_secret_box(box_id: int, sent: Sequence[tuple[Sent, bool]]) -> None:
    marked = select(Mark.right_id, Mark.college).where(Mark.box_id == box_id)
    marks = {row.right_id: row.college for row in db.session.execute(marked)}
    columns = (SecretBallot.id, SecretBallot.college, SecretBallot.choice)
    kept = {
        receipt: (college, choice)
        for receipt, college, choice in db.session.execute(select(*columns).where(SecretBallot.box_id == box_id))
    }
    assert Counter(marks.values()) == Counter(college for college, _ in kept.values()), "half a vote"
    assert kept.keys() <= {ballot.receipt for ballot, _ in sent}, "a ballot that nobody sent"
    roll = select(Right.id, Right.college).where(Right.box_id == box_id)
    colleges = {row.id: row.college for row in db.session.execute(roll)}
    for ballot, acknowledged in sent:
        there = ballot.receipt in kept
        assert there or not acknowledged, f"an acknowledged ballot is lost: {ballot}"
        assert there == (ballot.right_id in marks), f"half a vote: {ballot}"
        if there:
            assert kept[ballot.receipt] == (colleges[ballot.right_id], canonical_json(ballot.choice))


def check_results(app: Flask, night: Evening) -> None:
    """The three boxes close; what is counted is what was acknowledged, to the last ballot, and verification finds nothing."""
    last = {(ballot.box_id, ballot.right_id): ballot.choice for ballot, _ in night.sent()}
    for box_id in (night.changing, night.final, night.secret):
        with app.app_context(), transaction():
            if small_counts(get_box(box_id)):  # how many voted before the kills is a matter of speed
                acts.confirm_few(box_id, Acting(SYSTEM, now(), "Les votants en sont d’accord"))
            stored = closing.close_box(box_id, actor=SYSTEM, at=now())
            cast = Counter(choice for (box, _), choice in last.items() if box == box_id)
            assert stored.ballots == sum(cast.values())
            heads = stored.result["heads"]
            assert heads == {word: cast[word] for word in heads}
    with app.app_context():
        assert broken_boxes() == []

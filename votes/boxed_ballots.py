"""The ballots in a box as a count needs them: grouped by the counting index, as a count file, and as a fingerprint."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from sqlalchemy import func, select

from foundation.kernel.db import canonical_json, db
from votes.models import (
    NOTHING,
    OPENED_WITH,
    AdditionMade,
    Ballot,
    Box,
    Hand,
    LeftOut,
    Mark,
    PaperCount,
    Right,
    RightEnd,
    SecretBallot,
)
from votes.roll_changes import entitled_by_college
from votes.rules.ballot_choices import RESOLUTION, contest_of_text
from votes.rules.count_data import BallotLine, College, CountFile
from votes.rules.opened_file import opened_file
from votes.rules.roll import rules_from_texts
from votes.rules.terms import Base

FETCHED = 5000
COUNTED_BY = 2
FINGERPRINTED = tuple(name for name in OPENED_WITH if name not in ("id", "opened_at"))


def grouped_ballots(box_id: int) -> list[tuple[str, str, str, int]]:
    """(college, choice, choice replaced, number), from the counting index alone."""
    columns = (Ballot.college, Ballot.choice, Ballot.former)
    rows = db.session.execute(select(*columns, func.count()).where(Ballot.box_id == box_id).group_by(*columns))
    return [tuple(row) for row in rows]  # type: ignore[misc]


def counted_ballots(box: Box) -> dict[tuple[str, str], int]:
    """How many ballots count, by college and choice: each row counts for its choice, less those that replaced it.

    Of a secret vote its secret ballots: those on paper are among them since the closing.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for college, choice, former, number in grouped_ballots(box.id):
        cells[college, choice] += number
        if former != NOTHING:
            cells[college, former] -= number
    if box.secret:
        for college, choice, number in grouped_secret_ballots(box.id):
            cells[college, choice] += number
    return {cell: number for cell, number in sorted(cells.items()) if number}


def grouped_secret_ballots(box_id: int) -> list[tuple[str, str, int]]:
    """(college, choice, number) of the secret ballots of a box."""
    columns = (SecretBallot.college, SecretBallot.choice)
    rows = db.session.execute(select(*columns, func.count()).where(SecretBallot.box_id == box_id).group_by(*columns))
    return [tuple(row) for row in rows]  # type: ignore[misc]


def paper_counts(box_id: int) -> dict[str, list[PaperCount]]:
    """By college, the last count of the paper ballots by each person who counted them."""
    rows = db.session.execute(select(PaperCount).where(PaperCount.box_id == box_id).order_by(PaperCount.id)).scalars()
    last: dict[tuple[str, int], PaperCount] = {(row.college, row.actor_id): row for row in rows}
    counts: dict[str, list[PaperCount]] = {}
    for (college, _actor), row in sorted(last.items()):
        counts.setdefault(college, []).append(row)
    return counts


def agreed_paper(box_id: int) -> dict[str, dict[str, int]]:
    """By college, the paper ballots by choice, where two persons counted the same; the others are not there.

    The last two equal counts stand: a third that differs, of somebody mistaken or unwilling, does not undo them.
    """
    agreed = {}
    for college, counts in paper_counts(box_id).items():
        cells = [dict(row.cells) for row in sorted(counts, key=lambda row: row.id)]
        twice = [one for one in cells if cells.count(one) >= COUNTED_BY]
        if twice:
            agreed[college] = twice[-1]
    return agreed


def count_file_of(box: Box) -> CountFile:
    """The count file of a box as its ballots stand: it names no voter."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    plain, entitled = not box.colleges, entitled_by_college(box)
    lines = [
        BallotLine(None if plain else college, number, json.loads(choice))
        for (college, choice), number in counted_ballots(box).items()
    ]
    file = opened_file(
        box.title,
        rules,
        None if box.method == RESOLUTION else contest_of_text(box.method, canonical_json(box.contest)),
        method=box.method,
        colleges=[College(one["id"], Fraction(one["weight"]), entitled[one["id"]]) for one in box.colleges],
    )
    return replace(
        file,
        ballots=tuple(lines),
        entitled=sum(entitled.values()) if plain else None,
        present=_taking_part(box) if plain and file.base is Base.PRESENT else None,
    )


def _taking_part(box: Box) -> int:
    """How many are present or represented on the roll; who has voted takes part, whatever the sheet says."""
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    marked = select(Mark.id).where(Mark.right_id == Right.id).exists()
    ended = select(RightEnd.id).where(RightEnd.right_id == Right.id).exists()
    here = (Right.present & ~ended) | voted | marked
    statement = select(func.count()).select_from(Right).where(Right.box_id == box.id, here)
    return db.session.execute(statement).scalar_one()


def ballots_fingerprint(box: Box) -> str:
    """SHA-256 over every ballot of a box: of an open vote in the order of the roll, replaced ones included; of a secret
    one over the text that is published (`urn_lines`), so that anybody can compute it again.
    """
    if not box.secret:
        return _open_fingerprint(box.id)
    digest = hashlib.sha256()
    for line in urn_lines(box):
        digest.update(line.encode())
    return digest.hexdigest()


def urn_lines(box: Box) -> Iterator[str]:
    """What is published of a secret vote, a line each: what stands for its open ballots (colleges too small to be secret),
    then the secret ones in the order of their receipts, those on paper among them.
    """
    some_open = db.session.execute(select(Ballot.id).where(Ballot.box_id == box.id).limit(1)).first()
    if some_open:
        yield f"open\t{_open_fingerprint(box.id)}\n"
    for receipt, college, choice in secret_ballots(box.id):
        yield f"{receipt}\t{college}\t{choice}\n"


def _open_fingerprint(box_id: int) -> str:
    digest = hashlib.sha256()
    rows = db.session.execute(
        select(Ballot.right_id, Ballot.revision, Ballot.choice)
        .where(Ballot.box_id == box_id)
        .order_by(Ballot.right_id, Ballot.revision)
        .execution_options(yield_per=FETCHED)
    )
    for part in rows.partitions():
        digest.update("".join(f"{right}\t{revision}\t{choice}\n" for right, revision, choice in part).encode())
    return digest.hexdigest()


def secret_ballots(box_id: int) -> list[tuple[str, str, str]]:
    """(receipt, college, choice) of every secret ballot, in the order of the receipts."""
    columns = (SecretBallot.id, SecretBallot.college, SecretBallot.choice)
    statement = select(*columns).where(SecretBallot.box_id == box_id).order_by(SecretBallot.id)
    return sorted(tuple(row) for row in db.session.execute(statement))  # type: ignore[misc]


def opening_fingerprint(box: Box) -> str:
    """SHA-256 over everything that opening froze: question, rules, weights, the roll line by line, and in whose hands."""
    late = select(AdditionMade.id).where(AdditionMade.right_id == Right.id).exists()
    rows = db.session.execute(
        select(*(column for column in Right.__table__.columns if column.name != "box_id"))
        .where(Right.box_id == box.id, ~late)
        .order_by(Right.position)
        .execution_options(yield_per=FETCHED)
    )
    added = select(AdditionMade.id).where(AdditionMade.right_id == Hand.right_id).exists()
    hands = db.session.execute(
        select(Hand.right_id, Hand.account_id)
        .where(Hand.box_id == box.id, ~added)
        .order_by(Hand.right_id, Hand.account_id)
    )
    left_out = db.session.execute(
        select(LeftOut.member_number, LeftOut.name, LeftOut.why)
        .where(LeftOut.box_id == box.id)
        .order_by(LeftOut.member_number)
    )
    digest = hashlib.sha256(canonical_json([getattr(box, name) for name in FINGERPRINTED]).encode())
    for part in rows.partitions():
        digest.update("".join(canonical_json(list(row)) + "\n" for row in part).encode())
    digest.update(canonical_json([list(row) for row in hands]).encode())
    digest.update(canonical_json([list(row) for row in left_out]).encode())
    return digest.hexdigest()


def closing_fingerprint(count_file: str, ballots_sha256: str) -> str:
    """SHA-256 over what closing published: the count file, and the fingerprint of the ballots."""
    return hashlib.sha256(f"{ballots_sha256}\n{count_file}".encode()).hexdigest()

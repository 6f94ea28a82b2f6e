"""The ballots in a box as a count needs them: grouped by the counting index, as a count file, and as a fingerprint."""

import hashlib
import json
from collections import Counter
from fractions import Fraction

from sqlalchemy import func, select

from foundation.kernel.db import canonical_json, db
from votes.models import NOTHING, Ballot, Box, Hand, Right
from votes.rules.count_data import BallotLine, College, CountFile
from votes.rules.roll import rules_from_texts
from votes.rules.terms import AbsentPolicy, Base

FETCHED = 5000


def grouped_ballots(box_id: int) -> list[tuple[str, str, str, int]]:
    """(college, choice, choice replaced, number), from the counting index alone."""
    columns = (Ballot.college, Ballot.choice, Ballot.former)
    rows = db.session.execute(select(*columns, func.count()).where(Ballot.box_id == box_id).group_by(*columns))
    return [tuple(row) for row in rows]  # type: ignore[misc]


def counted_ballots(box_id: int) -> dict[tuple[str, str], int]:
    """How many ballots count, by college and choice: each row counts for its choice, less those that replaced it."""
    cells: Counter[tuple[str, str]] = Counter()
    for college, choice, former, number in grouped_ballots(box_id):
        cells[college, choice] += number
        if former != NOTHING:
            cells[college, former] -= number
    return {cell: number for cell, number in sorted(cells.items()) if number}


def count_file_of(box: Box) -> CountFile:
    """The count file of a box as its ballots stand: it names no voter."""
    rules = rules_from_texts(box.statutes_version, box.rules)
    plain = not box.colleges
    lines = [
        BallotLine(None if plain else college, number, json.loads(choice))
        for (college, choice), number in counted_ballots(box.id).items()
    ]
    return CountFile(
        title=box.title,
        method=box.method,
        ballots=tuple(lines),
        entitled=box.rights if plain else None,
        present=_taking_part(box.id) if plain and rules.base is Base.PRESENT else None,
        colleges=tuple(College(one["id"], Fraction(one["weight"]), one["entitled"]) for one in box.colleges),
        carry=rules.carry,
        block_threshold=rules.block_threshold,
        college_tie=rules.college_tie,
        empty_college=rules.empty_college if isinstance(rules.empty_college, AbsentPolicy) else None,
        silent_college=rules.silent_college,
        base=rules.base,
        abstention=rules.abstention,
        majority=rules.majority,
    )


def _taking_part(box_id: int) -> int:
    """How many are present or represented on the roll; who has voted takes part, whatever the sheet says."""
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    statement = select(func.count()).select_from(Right).where(Right.box_id == box_id, Right.present | voted)
    return db.session.execute(statement).scalar_one()


def ballots_fingerprint(box_id: int) -> str:
    """SHA-256 over every ballot of a box in the order of the roll, replaced ones included, one line each."""
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


def opening_fingerprint(box: Box) -> str:
    """SHA-256 over everything that opening froze: question, rules, weights, the roll line by line, and in whose hands."""
    rows = db.session.execute(
        select(*(column for column in Right.__table__.columns if column.name != "box_id"))
        .where(Right.box_id == box.id)
        .order_by(Right.position)
        .execution_options(yield_per=FETCHED)
    )
    hands = db.session.execute(
        select(Hand.right_id, Hand.account_id).where(Hand.box_id == box.id).order_by(Hand.right_id, Hand.account_id)
    )
    frozen = [box.title, box.question, box.method, box.rules, box.colleges, box.statutes_version, box.replaceable]
    digest = hashlib.sha256(canonical_json([*frozen, box.rights]).encode())
    for part in rows.partitions():
        digest.update("".join(canonical_json(list(row)) + "\n" for row in part).encode())
    digest.update(canonical_json([list(row) for row in hands]).encode())
    return digest.hexdigest()


def closing_fingerprint(count_file: str, ballots_sha256: str) -> str:
    """SHA-256 over what closing published: the count file, and the fingerprint of the ballots."""
    return hashlib.sha256(f"{ballots_sha256}\n{count_file}".encode()).hexdigest()

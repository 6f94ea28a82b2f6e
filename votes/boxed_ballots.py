"""The ballots in a box as a count needs them: grouped by the counting index, as a count file, and as a fingerprint."""

import hashlib
import json
from collections import Counter
from fractions import Fraction

from sqlalchemy import Integer, case, func, select

from foundation.kernel.db import db
from votes.models import NOTHING, Ballot, Box, Right
from votes.rules.count_data import BallotLine, College, CountFile
from votes.rules.roll import rules_from_texts
from votes.rules.terms import AbsentPolicy, Base


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
    entitled, present = roll_numbers(box.id, count_present=rules.base is Base.PRESENT)
    cells = counted_ballots(box.id)
    plain = not box.colleges
    lines = [
        BallotLine(None if plain else college, number, json.loads(choice))
        for (college, choice), number in cells.items()
    ]
    return CountFile(
        title=box.title,
        method=box.method,
        ballots=tuple(lines),
        entitled=sum(entitled.values()) if plain else None,
        present=sum(present.values()) if plain and present else None,
        colleges=tuple(
            College(
                college["id"], Fraction(college["weight"]), entitled.get(college["id"], 0), present.get(college["id"])
            )
            for college in box.colleges
        ),
        carry=rules.carry,
        block_threshold=rules.block_threshold,
        college_tie=rules.college_tie,
        empty_college=rules.empty_college if isinstance(rules.empty_college, AbsentPolicy) else None,
        silent_college=rules.silent_college,
        base=rules.base,
        abstention=rules.abstention,
        majority=rules.majority,
    )


def roll_numbers(box_id: int, *, count_present: bool) -> tuple[dict[str, int], dict[str, int]]:
    """Rights by college, and how many are present or represented (who has voted takes part)."""
    if not count_present:
        rows = db.session.execute(
            select(Right.college, func.count()).where(Right.box_id == box_id).group_by(Right.college)
        )
        return dict(rows.all()), {}
    voted = select(Ballot.id).where(Ballot.right_id == Right.id).exists()
    takes_part = func.sum(case((Right.present | voted, 1), else_=0)).cast(Integer)
    grouped = db.session.execute(
        select(Right.college, func.count(), takes_part).where(Right.box_id == box_id).group_by(Right.college)
    ).all()
    return {row[0]: row[1] for row in grouped}, {row[0]: row[2] for row in grouped}


def ballots_fingerprint(box_id: int) -> str:
    """SHA-256 over every ballot of a box in the order of the roll, replaced ones included, one line each."""
    digest = hashlib.sha256()
    rows = db.session.execute(
        select(Right.position, Ballot.revision, Ballot.choice)
        .join(Right, Right.id == Ballot.right_id)
        .where(Ballot.box_id == box_id)
        .order_by(Right.position, Ballot.revision)
        .execution_options(yield_per=5000)
    )
    for position, revision, choice in rows:
        digest.update(f"{position}\t{revision}\t{choice}\n".encode())
    return digest.hexdigest()

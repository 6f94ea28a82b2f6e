"""The result of an evaluation at two sizes, on both engines: statements, bytes, time against one SQL aggregate of its grades.

5,000 members are invited. Small: 20 actions and 10,000 answers; large: 200 actions and 100,000 answers, that is 800,000
grades (seven criteria and the grade for the whole). The limit is the one aggregate that the page cannot do without.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text

from benchmarks.against import page_against
from benchmarks.grounds import Grounds, application
from benchmarks.house import COLLEGES, headers_of, somebody
from foundation.accounts.permissions import Role
from foundation.kernel.bulk import insert_many
from foundation.kernel.db import db, table_of
from foundation.kernel.statistics import refresh_statistics
from foundation.web.transaction import transaction
from membership.models.members import Member
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, Grade, Invited, drawn_key
from pole.evaluations.rules.grids import GLOBAL, SEVEN

MEMBERS = 5_000
SIZES = {"small": (20, 10_000), "large": (200, 100_000)}
BATCH = 40_000
OPENED = datetime(2026, 6, 1, 8, tzinfo=UTC)
CODES = (*(one.code for one in SEVEN.criteria), GLOBAL)
AGGREGATE = (
    "SELECT subject_id, outside, college, criterion, grade, count(*) FROM evaluation_grade WHERE subject_id IN "
    "(SELECT id FROM evaluation_subject WHERE campaign_id = {campaign}) "
    "GROUP BY subject_id, outside, college, criterion, grade"
)
GOAL = 4  # times the aggregate, page included


def measure(made: Grounds, engine: str, rounds: int) -> dict[str, Any]:
    """The page of a result at both sizes on one engine."""
    app = application(made.url(engine, MEMBERS), made.folder)
    with app.app_context():
        with transaction():
            campaigns = {size: _campaign(*SIZES[size]) for size in SIZES}
            refresh_statistics(db.session.connection())
            account = somebody(800_000 + int(time.monotonic()), Role.STAFF)
            headers = headers_of(app, account)
        db.session.remove()
    return {size: _compared(app, campaign, headers, rounds) for size, campaign in campaigns.items()}


def tell(engine: str, found: dict[str, Any]) -> None:
    """The table of one engine."""
    print(f"\n{engine}: the result of an evaluation put to {MEMBERS} members, against one aggregate of its grades")
    print(
        f"  {'actions':>8} {'answers':>8} {'ms':>7} {'limit':>7} {'ratio':>6} {'goal':>5} {'SQL':>4} {'bytes':>8} {'steal':>6}"
    )
    for size, one in found.items():
        actions, answers = SIZES[size]
        print(
            f"  {actions:>8} {answers:>8} {one['ms']:>7.0f} {one['limit_ms']:>7.0f} {one['ratio_to_limit']:>6.2f} {GOAL:>5} "
            f"{one['statements']:>4} {one['bytes']:>8} {one['steal']:>6.0%}"
        )


def broken(engine: str, found: dict[str, Any]) -> list[str]:
    """What does not drift with the machine: as many statements at both sizes."""
    counts = {one["statements"] for one in found.values()}
    return [f"{engine}: the result of an evaluation takes more statements with more answers"] if len(counts) > 1 else []


def _compared(app: Flask, campaign: int, headers: dict[str, str], rounds: int) -> dict[str, Any]:
    limit = text(AGGREGATE.format(campaign=campaign))
    return page_against(app, f"/evaluations/{campaign}/resultat", headers, limit, rounds)


def _campaign(actions: int, answers: int) -> int:
    """A closed campaign; every action has as many answers, each member's college is its rank."""
    members = list(db.session.execute(select(Member.id, Member.number).order_by(Member.number).limit(MEMBERS)))
    last = db.session.execute(select(func.coalesce(func.max(Invited.id), 0))).scalar_one()
    colleges = [{"id": one, "name": one.title(), "invited": len(members) // 5, "weight": "1/5"} for one in COLLEGES]
    campaign = Campaign(
        title=f"Banc {actions}", grid_name=SEVEN.name, criteria=[one.as_json() for one in SEVEN.criteria],
        audience={"to": "all", "colleges": [], "members": []}, colleges=colleges, opened_at=OPENED,
        closes_at=OPENED + timedelta(days=9), created_at=OPENED, created_by="Banc",
    )  # fmt: skip
    db.session.add(campaign)
    db.session.flush()
    subjects = [
        {
            "campaign_id": campaign.id,
            "about": f"action:{one}",
            "number": one,
            "title": f"Action {one}",
            "position": one,
            "off": [],
        }
        for one in range(1, actions + 1)
    ]
    ids = list(db.session.execute(insert(CampaignSubject).returning(CampaignSubject.id), subjects).scalars())
    invited = [
        {"id": last + rank + 1, "campaign_id": campaign.id, "member_id": member, "member_number": number,
         "college": COLLEGES[rank % 5]}
        for rank, (member, number) in enumerate(members)
    ]  # fmt: skip
    insert_many(table_of(Invited), invited)
    _answer(ids, invited, answers // actions)
    return campaign.id


def _answer(subjects: list[int], invited: list[dict[str, Any]], each: int) -> None:
    dice = random.Random(2026)
    marks: list[dict[str, Any]] = []
    grades: list[dict[str, Any]] = []
    for subject in subjects:
        for line in dice.sample(invited, each):
            mine = {"subject_id": subject, "college": line["college"]}
            marks.append({"id": drawn_key(), "invited_id": line["id"], "guest_id": None} | mine)
            grades += [
                {"id": drawn_key(), "outside": False, "criterion": code, "grade": dice.randint(-1, 4)} | mine
                for code in CODES
            ]
        if len(grades) > BATCH:
            insert_many(table_of(Grade), grades)
            grades = []
    insert_many(table_of(Grade), grades)
    insert_many(table_of(EvaluationMark), marks)

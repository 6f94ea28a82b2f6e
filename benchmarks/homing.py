"""The front page of each role with 20 and with 200 actions, among 5,000 members: statements, bytes, time against one SQL read.

Every action has a state, money spent and an end in the past; as many decisions stand beside them, each with something asked
that is late. The limit is one statement that reads the actions with the sums of their facts, which the board's page needs.
"""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text

from benchmarks.against import page_against
from benchmarks.grounds import Grounds, application
from benchmarks.house import headers_of, somebody
from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now, today
from foundation.kernel.db import db
from foundation.kernel.statistics import refresh_statistics
from foundation.web.transaction import transaction
from governance.models import Decision, DecisionTask
from governance.rules.bodies import BodyKind, Verdict
from governance.services.bodies import BodyDraft, enter_body_decision, found_body, hold_meeting
from membership.models.members import Member
from membership.services.access import give_access
from pole.programme.models import Action, ActionFact, ActionRevision
from pole.programme.services.axes import add_axis

MEMBERS = 5_000
SIZES = {"small": 20, "large": 200}
ROLES: dict[str, tuple[Role, ...]] = {"member": (), "board": (Role.BOARD,), "staff": (Role.STAFF,)}
WRITTEN = datetime(2026, 1, 5, 9, tzinfo=UTC)
LIMIT = text(
    "SELECT r.title, r.ends_on, f.kind, f.details FROM pole_action a "
    "JOIN pole_action_revision r ON r.action_id = a.id LEFT JOIN pole_action_fact f ON f.action_id = a.id"
)


def measure(made: Grounds, engine: str, rounds: int) -> dict[str, Any]:
    """The front pages at both sizes on one engine."""
    app = application(made.url(engine, MEMBERS), made.folder)
    with app.app_context():
        with transaction():
            readers = {name: _reader(rank, roles) for rank, (name, roles) in enumerate(ROLES.items())}
            headers = {name: headers_of(app, one) for name, one in readers.items()}
            axis = add_axis("B", "Banc", actor=SYSTEM, at=WRITTEN)
            axis_id = axis.id
        db.session.remove()
    found: dict[str, Any] = {}
    for size, count in SIZES.items():
        with app.app_context():
            with transaction():
                _fill(axis_id, count)
                refresh_statistics(db.session.connection())
            db.session.remove()
        found[size] = {name: page_against(app, "/", headers[name], LIMIT, rounds) for name in ROLES}
    return found


def tell(engine: str, found: dict[str, Any]) -> None:
    """The table of one engine."""
    print(
        f"\n{engine}: the front page of each role among {MEMBERS} members, against one read of the actions and their facts"
    )
    print(f"  {'actions':>8} {'role':<8} {'ms':>7} {'limit':>7} {'ratio':>6} {'SQL':>4} {'bytes':>8} {'steal':>6}")
    for size, roles in found.items():
        for name, one in roles.items():
            print(
                f"  {SIZES[size]:>8} {name:<8} {one['ms']:>7.1f} {one['limit_ms']:>7.2f} {one['ratio_to_limit']:>6.1f} "
                f"{one['statements']:>4} {one['bytes']:>8} {one['steal']:>6.0%}"
            )


def broken(engine: str, found: dict[str, Any]) -> list[str]:
    """What does not drift with the machine: as many statements at both sizes, for each role."""
    return [
        f"{engine}: the front page of {name} takes more statements with more actions"
        for name in ROLES
        if len({found[size][name]["statements"] for size in SIZES}) > 1
    ]


def _reader(rank: int, roles: tuple[Role, ...]) -> Any:
    """Somebody with this role, who acts for a member of the register."""
    account = somebody(700_000 + rank + 10 * int(time.monotonic()), *roles)
    people = select(Member.person_id).where(Member.person_id.is_not(None)).order_by(Member.number)
    person = db.session.execute(people.offset(rank).limit(1)).scalar_one()
    assert person is not None
    give_access(person, account.id, actor=SYSTEM, at=now())
    return account


def _fill(axis_id: int, count: int) -> None:
    """So many actions in all, each past its end, and as many decisions with something late."""
    known = len(db.session.execute(select(Action.id)).all())
    numbers = range(known + 1, count + 1)
    rows = [{"number": number, "created_at": WRITTEN, "created_by": "Banc"} for number in numbers]
    ids = list(db.session.execute(insert(Action).returning(Action.id), rows).scalars())
    past = today() - timedelta(days=20)
    db.session.execute(insert(ActionRevision), [_said(one, axis_id, past) for one in ids])
    db.session.execute(insert(ActionFact), [fact for one in ids for fact in _facts(one, past)])
    body = found_body(BodyDraft(f"Conseil {count}", BodyKind.BOARD, starts_on=date(2024, 1, 1)), actor=SYSTEM, at=now())
    meeting = hold_meeting(body, today() - timedelta(days=60), actor=SYSTEM, at=now())
    made = [_decided(meeting, number) for number in numbers]
    tasks = [
        {"decision_id": one.id, "title": "Suite", "owner_name": "", "due_on": past, "subject": "", "created_at": WRITTEN,
         "created_by": "Banc"}
        for one in made
    ]  # fmt: skip
    db.session.execute(insert(DecisionTask), tasks)


def _decided(meeting: Any, number: int) -> Decision:
    return enter_body_decision(
        meeting, title=f"Décision {number}", text="Faire.", verdict=Verdict.VALIDATED, motives="", subject="",
        actor=SYSTEM, at=now(),
    )  # fmt: skip


def _said(action_id: int, axis_id: int, past: date) -> dict[str, Any]:
    return {
        "action_id": action_id, "revision": 1, "axis_id": axis_id, "title": f"Action {action_id}", "text": "Ce que nous faisons.",
        "themes": [], "needs": [], "planned_cents": 100_000, "planned_hours": 40, "starts_on": date(2026, 1, 10),
        "ends_on": past, "written_at": WRITTEN, "written_by": "Banc",
    }  # fmt: skip


def _facts(action_id: int, past: date) -> list[dict[str, Any]]:
    told = [("state", {"state": "planned"}), ("state", {"state": "under_way"}), ("spent", {"cents": 5000, "hours": 3})]
    return [
        {"action_id": action_id, "kind": kind, "on": past, "text": "", "details": details, "recorded_at": WRITTEN,
         "recorded_by": "Banc"}
        for kind, details in told
    ]  # fmt: skip

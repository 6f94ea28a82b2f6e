"""Taking an import of members back: every fact by one that names it, every detail as it was unless it moved on since."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Told
from foundation.kernel.db import db
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.sheet import AT_ONCE, parties_with_points
from membership.rules.events import MembershipTag
from membership.rules.standing import check_life
from membership.rules.writing import tidy
from membership.services.import_writing import FACTS, MODELS, put_details
from membership.services.trailing import amendment
from membership.services.writing import write_keys
from membership.signals import memberships_taken_back
from spreadsheets.registry import Taking

_COMMON = ("id", "effective_on", "recorded_at", "actor_id", "actor_name", "motive", "decision", "reverses_id")
_DAYS = ("born_on", "emancipated_on")


def take_members_back(written: dict[str, Any], motive: str, taking: Taking) -> None:
    """Undo what `write_members` wrote; numbers that were given stay given.

    Refused where something recorded since stands on it: an exit after the admission, shares held.
    """
    reason = tidy(motive, 500)
    told: list[Told] = []
    for name, ids in written["facts"].items():
        rows = _still_standing(FACTS[name], ids)
        reversals = [_reversal(row, reason, taking) for row in rows]
        db.session.add_all(reversals)
        db.session.flush()
        if name == "membership":
            _check_lives({row.member_id for row in rows})
            members = _numbers({row.member_id for row in rows})
            told += [_told(name, row, members, reason) for row in rows]
            memberships_taken_back.send(sorted(members), at=taking.at)
    audit.record_all(told, actor=taking.actor, at=taking.at)
    _restore(written["restore"], taking)


def _told(name: str, row: Any, numbers: dict[int, int], reason: str) -> Told:
    details = {"number": numbers[row.member_id], "table": name, "fact": row.id, "motive": reason}
    return Told(MembershipTag.FACT_REVERSED, f"member:{row.member_id}", details)


def _still_standing(model: type[Any], ids: list[int]) -> list[Any]:
    """The facts of the batch that nobody took back since."""
    rows: list[Any] = []
    for some in _chunks(ids):
        gone = set(db.session.execute(select(model.reverses_id).where(model.reverses_id.in_(some))).scalars())
        found = db.session.execute(select(model).where(model.id.in_(some)).order_by(model.id)).scalars()
        rows += [row for row in found if row.id not in gone]
    return rows


def _reversal(row: Any, reason: str, taking: Taking) -> Any:
    model = type(row)
    own = {key.key: getattr(row, key.key) for key in model.__table__.columns if key.key not in _COMMON}
    return model(
        **own,
        effective_on=row.effective_on,
        recorded_at=taking.at,
        actor_id=taking.actor.account_id,
        actor_name=taking.actor.name,
        motive=reason,
        reverses_id=row.id,
    )


def _check_lives(members: set[int]) -> None:
    lives: dict[int, list[MembershipFact]] = {}
    for some in _chunks(sorted(members)):
        facts = select(MembershipFact).where(MembershipFact.member_id.in_(some)).order_by(MembershipFact.id)
        for fact in db.session.execute(facts).scalars():
            lives.setdefault(fact.member_id, []).append(fact)
    for facts_of_one in lives.values():
        check_life(facts_of_one)


def _numbers(members: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in _chunks(sorted(members)):
        found |= {
            row.id: row.number
            for row in db.session.execute(select(Member.id, Member.number).where(Member.id.in_(some)))
        }
    return found


def _restore(kept: list[dict[str, Any]], taking: Taking) -> None:
    """Give back the details that stood, where the import's are still there."""
    told: list[Told] = []
    for kind, model in MODELS.items():
        mine = {one["id"]: one["fields"] for one in kept if one["kind"] == kind}
        for party_id, (party, points) in parties_with_points(model, list(mine)).items():
            back = {
                name: _value(name, before)
                for name, (before, after) in mine[party_id].items()
                if getattr(party, name) == _value(name, after)
            }
            told += amendment(kind, party_id, {name: (getattr(party, name), value) for name, value in back.items()})
            put_details(party, back)
            write_keys(party, points)
    db.session.flush()
    audit.record_all(told, actor=taking.actor, at=taking.at)


def _value(name: str, kept: Any) -> Any:
    return date.fromisoformat(kept) if name in _DAYS and kept else kept


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))

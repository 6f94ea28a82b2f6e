"""Writing what was planned, table by table and not line by line; and taking a batch back by appending."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from foundation.kernel import audit
from foundation.kernel.audit import Told
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.numbering import next_number
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.queries.sheet import parties_with_points
from membership.rules.events import MembershipTag
from membership.rules.mandates import MandateKind
from membership.rules.sheet_matching import Known
from membership.rules.standing import MembershipEvent
from membership.rules.writing import tidy
from membership.services.appending import fact_columns
from membership.services.import_joining import Joining
from membership.services.import_planning import Entry
from membership.services.trailing import amendment
from membership.services.writing import write_keys
from spreadsheets.registry import Taking

MODELS: dict[str, type[Any]] = {"person": Person, "organisation": Organisation}
FACTS: dict[str, type[Any]] = {
    "membership": MembershipFact,
    "category": CategoryFact,
    "college": CollegeFact,
    "representative": RepresentativeFact,
}


def write_members(entries: Sequence[Entry], taking: Taking) -> dict[str, Any]:
    """Write every entry; returns the identifiers of the facts and the details as they were, for the way back."""
    delegates = [one.delegate for one in entries if isinstance(one.delegate, Person)]
    _add(list(dict.fromkeys([*(one.party for one in entries if one.party is not None), *delegates])))
    restore = _change_details([one for one in entries if one.changes], taking)
    members = _number_members([one for one in entries if one.joining is not None])
    written = _memberships(members, taking)
    by_line = {one.line.number: one for one in entries}
    mandates = [_mandate(one, by_line, taking) for one in entries if one.delegate is not None]
    _add(mandates)
    _tell(entries, members, mandates, taking)
    written["representative"] = [fact.id for fact in mandates]
    return {"facts": written, "restore": restore}


def _add(rows: Sequence[Any]) -> None:
    db.session.add_all(rows)
    db.session.flush()


def _party_id(entry: Entry) -> int:
    if entry.party is not None:
        return entry.party.id
    return (entry.known.id if entry.known is not None else None) or 0


def _change_details(entries: Sequence[Entry], taking: Taking) -> list[dict[str, Any]]:
    """Put the new details on the records; what stood is returned."""
    done: list[dict[str, Any]] = []
    told: list[Told] = []
    for kind, model in MODELS.items():
        mine = [one for one in entries if one.is_person == (model is Person)]
        found = parties_with_points(model, [_party_id(one) for one in mine])
        for entry in mine:
            party, points = found[_party_id(entry)]
            put_details(party, {name: after for name, (_before, after) in entry.changes.items()})
            write_keys(party, points)
            kept = {name: [_plain(before), _plain(after)] for name, (before, after) in entry.changes.items()}
            done.append({"kind": kind, "id": party.id, "fields": kept})
            told += amendment(kind, party.id, entry.changes)
    db.session.flush()
    audit.record_all(told, actor=taking.actor, at=taking.at)
    return done


def put_details(party: Any, values: dict[str, Any]) -> None:
    """Set the details; an address that changes is no longer known to send letters back."""
    for name, value in values.items():
        setattr(party, name, value)
    if {"street", "postcode", "town"} & set(values):
        party.post_returned_on = None


class Numbered(NamedTuple):
    """A row of the register: its identifier and the number of the member."""

    id: int
    number: int


def _number_members(entries: Sequence[Entry]) -> list[tuple[Numbered, Joining]]:
    """The rows of the register: historic numbers kept, the next ones after the highest in the order of admission."""
    found = _numbered(one.known.member_id for one in entries if one.known is not None)
    free = next_number(Member.number)
    given = [one.joining.number for one in entries if one.joining is not None and one.joining.number is not None]
    free = max(free, max(given, default=0) + 1)
    ordered = sorted(entries, key=lambda one: (one.joining.admitted_on if one.joining else date.max, one.line.number))
    rows: list[dict[str, Any]] = []
    numbers: dict[int, int] = {}
    for entry in ordered:
        if entry.joining is None or (entry.known is not None and entry.known.member_id in found):
            continue
        number = entry.joining.number
        if number is None:
            number, free = free, free + 1
        person, organisation = (_party_id(entry), None) if entry.is_person else (None, _party_id(entry))
        rows.append({"number": number, "person_id": person, "organisation_id": organisation})
        numbers[entry.line.number] = number
    new = dict(zip(numbers.values(), _inserted(Member, rows), strict=True))
    pairs: list[tuple[Numbered, Joining]] = []
    for entry in ordered:
        known = found.get(entry.known.member_id or 0) if entry.known is not None else None
        if entry.joining is not None:
            member = known or Numbered(new[numbers[entry.line.number]], numbers[entry.line.number])
            pairs.append((member, entry.joining))
    return pairs


def _numbered(ids: Iterable[int | None]) -> dict[int, Numbered]:
    wanted = [one for one in ids if one is not None]
    statement = select(Member.id, Member.number).where(Member.id.in_(wanted))
    return {row.id: Numbered(row.id, row.number) for row in db.session.execute(statement)} if wanted else {}


def _memberships(members: Sequence[tuple[Numbered, Joining]], taking: Taking) -> dict[str, list[int]]:
    """The facts of every membership, table by table; their identifiers by table."""
    rows: dict[str, list[dict[str, Any]]] = {"membership": [], "category": [], "college": []}
    for member, joining in members:
        columns = fact_columns(joining.admitted_on, actor=taking.actor, at=taking.at, decision=joining.decision)
        columns["member_id"] = member.id
        rows["membership"].append({**columns, "event": str(MembershipEvent.ADMITTED)})
        rows["category"].append({**columns, "category": joining.category})
        if joining.college is not None:
            rows["college"].append({**columns, "college": joining.college})
        if joining.left_on is not None and joining.left_by is not None:
            ended = fact_columns(joining.left_on, actor=taking.actor, at=taking.at)
            rows["membership"].append({**ended, "member_id": member.id, "event": str(joining.left_by)})
    return {name: _inserted(FACTS[name], mine) for name, mine in rows.items()}


def _inserted(model: type[Any], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows of one table; their identifiers, in their order."""
    if not rows:
        return []
    statement = insert(model.__table__).returning(model.__table__.c.id, sort_by_parameter_order=True)
    return list(db.session.execute(statement, rows).scalars())


def _mandate(entry: Entry, by_line: dict[int, Entry], taking: Taking) -> RepresentativeFact:
    """Who speaks for it, from the day of the import: since when before that, the sheet does not say."""
    holder = entry.delegate
    if isinstance(holder, Known) and holder.id is None:
        person_id: int | None = _party_id(by_line[holder.line or 0])
    else:
        person_id = holder.id if holder is not None else None
    return RepresentativeFact(
        organisation_id=_party_id(entry),
        person_id=person_id,
        kind=MandateKind.VOTER.value,
        role=tidy(entry.delegate_role),
        until_on=None,
        **fact_columns(day_of(taking.at), actor=taking.actor, at=taking.at),
    )


def _tell(entries: Sequence[Entry], members: Any, mandates: Sequence[RepresentativeFact], taking: Taking) -> None:
    told: list[Told] = []
    for entry in entries:
        if entry.party is not None:
            kind = "person" if entry.is_person else "organisation"
            tag = MembershipTag.PERSON_ADDED if entry.is_person else MembershipTag.ORGANISATION_ADDED
            told.append(Told(tag, f"{kind}:{entry.party.id}", {kind: entry.party.id}))
    for member, joining in members:
        day, number = str(joining.admitted_on), member.number
        admitted = {"number": number, "effective_on": day, "category": joining.category, "college": joining.college}
        told.append(Told(MembershipTag.MEMBER_ADMITTED, f"member:{member.id}", admitted))
        if joining.left_on is not None:
            ended = {"number": number, "event": str(joining.left_by), "effective_on": str(joining.left_on)}
            told.append(Told(MembershipTag.MEMBER_ENDED, f"member:{member.id}", ended))
    for fact in mandates:
        subject = f"organisation:{fact.organisation_id}"
        speaks = {"organisation": fact.organisation_id, "person": fact.person_id, "kind": fact.kind}
        speaks["effective_on"] = str(fact.effective_on)
        told.append(Told(MembershipTag.REPRESENTATIVE_APPOINTED, subject, speaks))
    audit.record_all(told, actor=taking.actor, at=taking.at)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

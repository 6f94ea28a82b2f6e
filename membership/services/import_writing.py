"""Writing what was planned, table by table and not line by line; and taking a batch back by appending."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Told
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
from membership.services.appending import day_of, fact_columns
from membership.services.import_joining import Joining
from membership.services.import_planning import Entry
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
    facts = _memberships(members, taking)
    by_line = {one.line.number: one for one in entries}
    mandates = [_mandate(one, by_line, taking) for one in entries if one.delegate is not None]
    _add(mandates)
    _tell(entries, members, mandates, taking)
    written = {name: [fact.id for fact in facts if isinstance(fact, model)] for name, model in FACTS.items()}
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
            told.append(_amended(kind, party.id, entry.changes))
    db.session.flush()
    audit.record_all(told, actor=taking.actor, at=taking.at)
    return done


def put_details(party: Any, values: dict[str, Any]) -> None:
    """Set the details; an address that changes is no longer known to send letters back."""
    for name, value in values.items():
        setattr(party, name, value)
    if {"street", "postcode", "town"} & set(values):
        party.post_returned_on = None


def _amended(kind: str, party_id: int, fields: Iterable[str]) -> Told:
    tag = MembershipTag.PERSON_AMENDED if kind == "person" else MembershipTag.ORGANISATION_AMENDED
    return Told(tag, f"{kind}:{party_id}", {kind: party_id, "fields": ", ".join(sorted(fields))})


def _number_members(entries: Sequence[Entry]) -> list[tuple[Member, Joining]]:
    """The rows of the register: historic numbers kept, the next ones after the highest in the order of admission."""
    found = {row.id: row for row in _members(one.known.member_id for one in entries if one.known is not None)}
    free = next_number(Member.number)
    given = [one.joining.number for one in entries if one.joining is not None and one.joining.number is not None]
    free = max(free, max(given, default=0) + 1)
    ordered = sorted(entries, key=lambda one: (one.joining.admitted_on if one.joining else date.max, one.line.number))
    pairs: list[tuple[Member, Joining]] = []
    for entry in ordered:
        joining = entry.joining
        if joining is None:
            continue
        member = found.get(entry.known.member_id or 0) if entry.known is not None else None
        if member is None:
            number = joining.number
            if number is None:
                number, free = free, free + 1
            owner = "person_id" if entry.is_person else "organisation_id"
            member = Member(number=number, **{owner: _party_id(entry)})
        pairs.append((member, joining))
    _add([member for member, _joining in pairs])
    return pairs


def _members(ids: Iterable[int | None]) -> list[Member]:
    wanted = [one for one in ids if one is not None]
    return list(db.session.execute(select(Member).where(Member.id.in_(wanted))).scalars()) if wanted else []


def _memberships(members: Sequence[tuple[Member, Joining]], taking: Taking) -> list[Any]:
    facts: list[Any] = []
    for member, joining in members:
        columns = fact_columns(joining.admitted_on, actor=taking.actor, at=taking.at, decision=joining.decision)
        facts.append(MembershipFact(member_id=member.id, event=MembershipEvent.ADMITTED, **columns))
        facts.append(CategoryFact(member_id=member.id, category=joining.category, **columns))
        if joining.college is not None:
            facts.append(CollegeFact(member_id=member.id, college=joining.college, **columns))
        if joining.left_on is not None and joining.left_by is not None:
            columns = fact_columns(joining.left_on, actor=taking.actor, at=taking.at)
            facts.append(MembershipFact(member_id=member.id, event=joining.left_by, **columns))
    _add(facts)
    return facts


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

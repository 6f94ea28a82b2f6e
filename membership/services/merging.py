"""Two records of one person or organisation become one, and can be parted again.

Nothing is moved: readers follow the merge (`queries/merges.py`), so that undoing it gives back the same register. Those
above who keep something by member (shares) are told by `membership/signals.py` and write their own legs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.merges import DistinctFact, MergeFact
from membership.queries.merges import member_of, merge_by_id, merges_into, parties_of
from membership.rules.events import MembershipTag
from membership.rules.writing import tidy
from membership.services.writing import write_keys
from membership.signals import records_merged, records_unmerged

CONTACT_FIELDS = ("street", "postcode", "town", "country", "email", "phone", "language")
PERSON_FIELDS = (
    *("first_names", "last_name", "usual_first_name", "usage_name", "filed_under", "pronouns"),
    *("born_on", "emancipated_on", "deceased_on"),
    *CONTACT_FIELDS,
)
ORGANISATION_FIELDS = ("name", "legal_form", "siren", "siret", "rna", "ess_level", "size", *CONTACT_FIELDS)
DAYS = frozenset({"born_on", "emancipated_on", "deceased_on"})
OF_ONE = frozenset({"siren", "siret", "rna"})

Party = Person | Organisation


@dataclass(frozen=True)
class Merged:
    """What was merged or parted: the fact, and the members of both records where they have one."""

    fact: MergeFact
    kept_member: Member | None
    dropped_member: Member | None

    @property
    def both_members(self) -> bool:
        """Whether something kept by member has to follow."""
        return self.kept_member is not None and self.dropped_member is not None


def fields_of(party: Party) -> tuple[str, ...]:
    """The details that one record may take from the other."""
    return PERSON_FIELDS if isinstance(party, Person) else ORGANISATION_FIELDS


def differing_fields(kept: Party, dropped: Party) -> list[str]:
    """The details that the two records do not say alike, where the double says something."""
    return [name for name in fields_of(kept) if getattr(dropped, name) not in (getattr(kept, name), None, "")]


def merge_records(
    kept: Party, dropped: Party, *, take: Iterable[str] = (), motive: str, actor: Actor, at: datetime
) -> Merged:
    """Say that `dropped` is a double of `kept`, which takes the details named in `take` from it.

    The number of the double stays in the register, explained; each day counts the person once.

    Refused: no reason, two of different kinds, one merged already, a member dropped for who is none.
    """
    kept_member, dropped_member = member_of(kept), member_of(dropped)
    reason = _checked(kept, dropped, motive)
    if dropped_member is not None and kept_member is None:
        raise Refused(
            "keep-the-member",
            N_("%(name)s is member no. %(number)s and the other record is none: keep the member’s record."),
            name=dropped.name,
            number=dropped_member.number,
        )
    taken = [name for name in differing_fields(kept, dropped) if name in set(take)]
    before = {"kept": _details(kept), "dropped": _details(dropped)}
    fact = MergeFact(before=before, taken=taken, motive=reason, **_sides(kept, dropped), **_by(actor, at))
    db.session.add(fact)
    dropped.merged_into_id = kept.id
    _take(kept, dropped, taken)
    merged = Merged(fact, kept_member, dropped_member)
    _tell(merged, MembershipTag.RECORDS_MERGED, reason, actor=actor, at=at)
    records_merged.send(merged, actor=actor, at=at)
    return merged


def part_records(merge_id: int, *, motive: str, actor: Actor, at: datetime) -> Merged:
    """Undo a merge: both records are as before; what was amended on the kept one since then stays amended."""
    fact = merge_by_id(merge_id)
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this entry is wrong: the history keeps the entry and your reason."))
    if db.session.execute(select(MergeFact.id).where(MergeFact.reverses_id == fact.id)).first() is not None:
        raise StateMoved("parted-already", N_("These two records were parted already. Open the list of doubles again."))
    if not fact.before:
        raise Refused(
            "merge-erased",
            N_("What these records held was erased when its time had come: they cannot be parted again."),
        )
    kept, dropped = parties_of(fact)
    reversal = MergeFact(
        before=fact.before,
        taken=fact.taken,
        motive=tidy(motive, 500),
        reverses_id=fact.id,
        **_sides(kept, dropped),
        **_by(actor, at),
    )
    db.session.add(reversal)
    dropped.merged_into_id = None
    _give_back(kept, dropped, fact)
    parted = Merged(reversal, member_of(kept), member_of(dropped))
    _tell(parted, MembershipTag.RECORDS_UNMERGED, reversal.motive, actor=actor, at=at)
    records_unmerged.send(parted, actor=actor, at=at)
    return parted


def say_distinct(one: Party, other: Party, *, motive: str = "", actor: Actor, at: datetime) -> None:
    """Two records that look alike are two: they leave the review queue. Twice changes nothing."""
    first, second = sorted((one.id, other.id))
    pair = {"kind": _kind(one), "first_id": first, "second_id": second}
    if db.session.execute(select(DistinctFact.id).filter_by(**pair)).first() is not None:
        return
    db.session.add(DistinctFact(motive=tidy(motive, 500), **pair, **_by(actor, at)))
    db.session.flush()
    told = {"first": first, "second": second}
    audit.record(MembershipTag.RECORDS_DISTINCT, f"{_kind(one)}:{first}", actor=actor, at=at, details=told)


def _checked(kept: Party, dropped: Party, motive: str) -> str:
    if type(kept) is not type(dropped) or kept.id == dropped.id:
        raise Refused("merge-of-unlike", N_("Only two records of the same kind merge. Choose another pair."))
    if kept.merged_into_id is not None or dropped.merged_into_id is not None:
        raise Refused("merged-already", N_("One of the two was merged already. Open the list of doubles again."))
    if merges_into(dropped):
        raise Refused(
            "double-has-doubles",
            N_("%(name)s took in another record already. Keep this one, or part the two first."),
            name=dropped.name,
        )
    if not motive.strip():
        raise Refused("no-motive", N_("Write how you know that they are the same: it is read when someone doubts."))
    return tidy(motive, 500)


def _take(kept: Party, dropped: Party, taken: list[str]) -> None:
    values = {name: getattr(dropped, name) for name in taken}
    for name in OF_ONE.intersection(taken):
        setattr(dropped, name, None)
    if "siren" in taken and isinstance(dropped, Organisation):
        dropped.siret = None
    db.session.flush()
    for name, value in values.items():
        setattr(kept, name, value)
    _refresh(kept, dropped)


def _give_back(kept: Party, dropped: Party, fact: MergeFact) -> None:
    untouched = [name for name in fact.taken if _plain(getattr(kept, name)) == fact.before["dropped"][name]]
    for name in untouched:
        setattr(kept, name, _value(name, fact.before["kept"][name]))
    db.session.flush()
    for name in OF_ONE.intersection(fields_of(kept)):
        if getattr(dropped, name) is None and (name not in fact.taken or name in untouched):
            setattr(dropped, name, fact.before["dropped"][name])
    _refresh(kept, dropped)


def _refresh(*parties: Party) -> None:
    db.session.flush()
    for party in parties:
        write_keys(party)
    db.session.flush()


def _details(party: Party) -> dict[str, Any]:
    return {name: _plain(getattr(party, name)) for name in fields_of(party)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, plain: Any) -> Any:
    return date.fromisoformat(plain) if name in DAYS and plain else plain


def _kind(party: Party) -> str:
    return "person" if isinstance(party, Person) else "organisation"


def _sides(kept: Party, dropped: Party) -> dict[str, int]:
    kind = _kind(kept)
    return {f"kept_{kind}_id": kept.id, f"dropped_{kind}_id": dropped.id}


def _by(actor: Actor, at: datetime) -> dict[str, Any]:
    return {"recorded_at": at, "actor_id": actor.account_id, "actor_name": actor.name}


def _tell(merged: Merged, tag: MembershipTag, motive: str, *, actor: Actor, at: datetime) -> None:
    db.session.flush()
    kept, dropped = parties_of(merged.fact)
    told = {"kept": kept.id, "dropped": dropped.id, "motive": motive}
    audit.record(tag, f"{_kind(kept)}:{kept.id}", actor=actor, at=at, details=told)

"""What taking a sheet of members in would do, line by line: nothing is written, no line costs a statement of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from membership.models.identity import Organisation, Person
from membership.queries.sheet import ORGANISATION_COLUMNS, PERSON_COLUMNS
from membership.rules.sheet_lines import Described, describe
from membership.rules.sheet_matching import Known
from membership.services.import_ground import Ground, name_key, read_ground
from membership.services.import_joining import Joining, joining_of, kept_standing
from membership.services.writing import OrganisationDetails, PersonDetails, write_organisation, write_person
from spreadsheets.registry import Plan, Watch, silent
from spreadsheets.rules.fields import Fault, Line, fault_of
from spreadsheets.rules.outcomes import Change, Outcome, State, totals_of

FIELD_OF_CODE = {
    "siren-key": "siren", "siren-length": "siren", "siret-key": "siret", "siret-length": "siret",
    "siret-of-another": "siret", "joint-without-number": "siren", "rna-shape": "rna", "email-shape": "email",
    "phone-shape": "phone", "unknown-form": "legal_form",
}  # fmt: skip


@dataclass
class Entry:
    """What one line will write: a new record (`party`) or the changes of a known one, a membership, a mandate."""

    line: Line
    label: str = ""
    known: Known | None = None
    party: Person | Organisation | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    joining: Joining | None = None
    delegate: "Person | Known | None" = None
    delegate_role: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether the line is about a person."""
        return isinstance(self.party, Person) if self.party is not None else bool(self.known and self.known.is_person)

    def outcome(self) -> Outcome:
        """What is told of the line."""
        if self.faults:
            return Outcome(self.line.number, self.label, State.REFUSED, faults=tuple(self.faults))
        told = [
            Change(name, _shown(name, before), _shown(name, after)) for name, (before, after) in self.changes.items()
        ]
        if self.delegate is not None:
            told.append(Change("delegate_last_name", "", _delegate_name(self.delegate)))
        if self.party is not None or self.joining is not None:
            return Outcome(self.line.number, self.label, State.CREATED, changes=tuple(told))
        return Outcome(self.line.number, self.label, State.UPDATED if told else State.UNCHANGED, changes=tuple(told))


def plan_members(lines: Sequence[Line], at: datetime, watch: Watch = silent) -> Plan:
    """The outcome of every line, the totals by category, and the entries to write."""
    ground = read_ground(day_of(at))
    taken: dict[tuple[bool, int], int] = {}
    entries = []
    for line in lines:
        entries.append(_entry(line, ground, taken))
        watch(len(entries), len(lines))
    namesakes: dict[str, Person] = {}
    for entry in entries:
        _find_delegate(entry, ground, namesakes)
    totals = totals_of([{**entry.line.values, "category": _category_of(entry, ground)} for entry in entries])
    return Plan([entry.outcome() for entry in entries], totals, [entry for entry in entries if not entry.faults])


def _entry(line: Line, ground: Ground, taken: dict[tuple[bool, int], int]) -> Entry:
    described = describe(line.values, ground.words)
    if isinstance(described, Fault):
        return Entry(line, str(line.values.get("last_name") or ""), faults=[described])
    entry = Entry(line, described.label)
    found = ground.directory.find(_as_known(described, line))
    if isinstance(found, Fault):
        entry.faults.append(found)
        return entry
    before = found.line if found is not None and found.line is not None else None
    if found is not None and found.id is not None:
        before = taken.setdefault((found.is_person, found.id), line.number)
    if before not in (None, line.number):
        entry.faults.append(
            Fault("", N_("Line %(line)s is about the same member: keep one of the two."), {"line": before})
        )
        return entry
    entry.known = found
    _read_details(entry, described, ground)
    if not entry.faults:
        _read_membership(entry, ground)
    if not entry.faults and entry.party is not None:
        ground.directory.add(_as_known(described, line, entry))
    return entry


def _as_known(described: Described, line: Line, entry: Entry | None = None) -> Known:
    """Who a line describes, to be looked up; once it is planned, by what will be kept of it."""
    details = dict(described.details)
    if entry is not None:
        details |= {name: getattr(entry.party, name) for name in ("siren", "rna") if hasattr(entry.party, name)}
    else:
        details |= {name: _bare(details[name]) for name in ("siren", "rna", "siret") if name in details}
        if "siret" in details:
            details.setdefault("siren", str(details["siret"])[:9])
    if "email" in details:
        details["email"] = str(details["email"]).casefold()
    number, since = line.values.get("number"), line.values.get("admitted_on")
    return Known(
        described.is_person,
        None,
        name_key(described.is_person, details),
        described.label,
        details,
        number if isinstance(number, int) else None,
        since=since if isinstance(since, date) else None,
        line=line.number,
    )


def _bare(text: object) -> str:
    return "".join(str(text).split()).replace(".", "").upper()


def _read_details(entry: Entry, described: Described, ground: Ground) -> None:
    """A new record, or what differs from the one known; empty cells change nothing."""
    kept = dict(entry.known.details) if entry.known is not None else {}
    given = {name: value for name, value in described.details.items() if _folded(kept.get(name)) != value}
    if entry.known is not None and not given:
        return
    details = {name: "" if value is None and name in _TEXTS else value for name, value in {**kept, **given}.items()}
    try:
        party = _written(described.is_person, details)
    except Refused as refusal:
        entry.faults.append(fault_of(refusal, FIELD_OF_CODE.get(refusal.code, "")))
        return
    if entry.known is None:
        entry.party = party
        return
    names = PERSON_COLUMNS if described.is_person else ORGANISATION_COLUMNS
    touched = {*given, "siren"} if "siret" in given else set(given)
    for name in names:
        if name in touched and getattr(party, name) != kept.get(name):
            entry.changes[name] = (kept.get(name), getattr(party, name))
    _check_numbers_free(entry, ground)


def _written(is_person: bool, details: Mapping[str, Any]) -> Person | Organisation:
    """A record with these details, tidied and checked; not in the session."""
    if is_person:
        person = Person()
        write_person(person, PersonDetails(**details))
        return person
    organisation = Organisation()
    write_organisation(organisation, OrganisationDetails(**{"legal_form": "", **details}))
    return organisation


def _check_numbers_free(entry: Entry, ground: Ground) -> None:
    for name in ("siren", "rna"):
        if name in entry.changes and (other := ground.directory.bearer(name, entry.changes[name][1])) is not None:
            entry.faults.append(Fault(name, N_("%(name)s has this number already."), {"name": other.label}))


def _read_membership(entry: Entry, ground: Ground) -> None:
    state = ground.standing.get(entry.known.member_id) if entry.known and entry.known.member_id else None
    if state is not None:
        entry.faults += kept_standing(entry.line.values, state, ground)
        return
    numbered = entry.known.number if entry.known else None
    found = joining_of(entry.line.values, ground, is_person=entry.is_person, numbered=numbered)
    if isinstance(found, Joining):
        entry.joining = found
    else:
        entry.faults += found


def _find_delegate(entry: Entry, ground: Ground, namesakes: dict[str, Person]) -> None:
    """Who represents an organisation: somebody known of that name, else somebody new."""
    values = entry.line.values
    last, first = str(values.get("delegate_last_name") or ""), str(values.get("delegate_first_names") or "")
    if entry.faults or entry.is_person or not (last or first):
        return
    if not (last and first):
        missing = "delegate_first_names" if last else "delegate_last_name"
        message = N_("Write the last name and the first names of the representative, each in its column.")
        entry.faults.append(Fault(missing, message))
        return
    role = str(values.get("delegate_role") or "")
    state = ground.standing.get(entry.known.member_id) if entry.known and entry.known.member_id else None
    if state is not None and state.delegate_id is not None:
        _check_same_delegate(entry, state, f"{sort_key(last)} {sort_key(first)}", role)
        return
    known = ground.directory.named(f"{sort_key(last)} {sort_key(first)}")
    if len(known) > 1:
        message = N_("Several people are called %(name)s: record the mandate on the card of the organisation.")
        entry.faults.append(Fault("delegate_last_name", message, {"name": f"{first} {last}"}))
        return
    entry.delegate_role = role
    if known:
        entry.delegate = known[0]
    else:
        key = name_key(True, {"last_name": last, "first_names": first})
        entry.delegate = namesakes.setdefault(key, _new_delegate(first, last))


def _new_delegate(first: str, last: str) -> Person:
    person = Person()
    write_person(person, PersonDetails(first_names=first, last_name=last))
    return person


def _check_same_delegate(entry: Entry, state: Any, wanted: str, role: str) -> None:
    stands = f"{sort_key(state.delegate_last_name)} {sort_key(state.delegate_first_names)}"
    if stands != wanted or (role and sort_key(role) != sort_key(state.role or "")):
        entry.faults.append(
            Fault(
                "delegate_last_name",
                N_(
                    "%(name)s represents this organisation today (%(role)s): an import does not change it. Record the "
                    "new mandate, with its day, on the card of the organisation."
                ),
                {"name": f"{state.delegate_first_names} {state.delegate_last_name}", "role": state.role or "—"},
            )
        )


def _category_of(entry: Entry, ground: Ground) -> str:
    names = dict(ground.categories)
    if entry.joining is not None:
        return names.get(entry.joining.category, entry.joining.category)
    state = ground.standing.get(entry.known.member_id) if entry.known and entry.known.member_id else None
    if state is not None and state.category:
        return names.get(state.category, state.category)
    return str(entry.line.values.get("category") or "")


def _folded(value: object) -> object:
    """A kept text as a cell can hold it: on one line."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _shown(name: str, value: object) -> str:
    """What a report tells of a detail; of a birth date, only that it is known."""
    if name == "born_on":
        return "••••" if value else ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def _delegate_name(delegate: "Person | Known") -> str:
    if isinstance(delegate, Person):
        return delegate.name
    return f"{delegate.label} (n° {delegate.number})" if delegate.number else delegate.label


_TEXTS = ("siren", "siret", "rna")

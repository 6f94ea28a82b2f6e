"""The membership that a line gives, and the one that stands: an import begins memberships, it never changes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.rules.eligibility import college_for
from membership.rules.sheet_lines import exit_of, named_in
from membership.rules.standing import EVENT_NAMES, MembershipEvent
from membership.rules.writing import tidy
from membership.services.appending import EARLIEST
from membership.services.import_ground import Ground
from spreadsheets.rules.fields import Fault, fault_of

MEMBERSHIP = ("number", "category", "college", "admitted_on", "decision", "left_on", "left_by")
LARGEST_NUMBER = 2_000_000_000


@dataclass(frozen=True)
class Joining:
    """A membership to begin, and to end where the sheet says so. `number` None: the next one free, at writing."""

    number: int | None
    category: str
    college: str | None
    admitted_on: date
    decision: str
    left_on: date | None
    left_by: MembershipEvent | None


def joining_of(
    values: Mapping[str, Any], ground: Ground, *, is_person: bool, numbered: int | None
) -> Joining | list[Fault]:
    """The membership of somebody who has none; no fault at all where the line gives none: somebody on record only."""
    if not any(name in values for name in MEMBERSHIP):
        return []
    faults = [*_number_faults(values, ground, numbered), *_day_faults(values, ground.today)]
    category = named_in(str(values.get("category") or ""), ground.categories)
    college = _college(values, category, ground)
    ended = exit_of(values)
    if category is None:
        faults.append(_unknown("category", values, ground.categories))
    if isinstance(college, Fault):
        faults.append(college)
    if isinstance(ended, Fault):
        faults.append(ended)
    elif ended is (MembershipEvent.DISSOLVED if is_person else MembershipEvent.DECEASED):
        faults.append(Fault("left_by", N_("A person dies, an organisation is dissolved: correct the reason.")))
    if faults or category is None or isinstance(college, Fault) or isinstance(ended, Fault):
        return faults
    return Joining(
        numbered or values.get("number"),
        category,
        college,
        values["admitted_on"],
        str(values.get("decision") or ""),
        values.get("left_on"),
        ended,
    )


def kept_standing(values: Mapping[str, Any], state: Any, ground: Ground) -> list[Fault]:
    """What the line would change of a membership that stands: refused, with what to do instead."""
    stands = {
        "number": state.number,
        "category": state.category,
        "college": state.college,
        "admitted_on": state.admitted_on,
        "decision": state.decision,
        "left_on": None if state.event == MembershipEvent.ADMITTED else state.since,
        "left_by": None if state.event == MembershipEvent.ADMITTED else state.event,
    }
    given = _given(values, state, ground)
    names = {"category": dict(ground.categories), "college": dict(ground.colleges)}
    return [
        Fault(name, KEPT[name], {"stands": _said(stands[name], names.get(name, {})), "number": state.number})
        for name in MEMBERSHIP
        if name in given and given[name] != stands[name]
    ]


def _given(values: Mapping[str, Any], state: Any, ground: Ground) -> dict[str, Any]:
    """The cells on the membership, as it is kept: identifiers for names, the event for its word."""
    given = {name: values[name] for name in MEMBERSHIP if name in values}
    for name, choices in (("category", ground.categories), ("college", ground.colleges)):
        if name in given:
            stands = getattr(state, name)
            own = [(stands, stands)] if stands else []
            given[name] = named_in(str(given[name]), [*choices, *own]) or given[name]
    if "decision" in given:
        given["decision"] = tidy(str(given["decision"]), 500)
    given.pop("left_by", None)
    if "left_on" in given and "left_by" in values:
        given["left_by"] = exit_of(values)
    return given


KEPT = {
    "number": N_("This member has the number %(stands)s, which never changes: correct the cell."),
    "category": N_(
        "Member no. %(number)s is in the category “%(stands)s”, and an import does not change it: record the change, "
        "with its day and its decision, on the member’s card, or correct the cell."
    ),
    "college": N_(
        "Member no. %(number)s is in the college “%(stands)s”, and an import does not change it: record the change, "
        "with its day, on the member’s card, or correct the cell."
    ),
    "admitted_on": N_(
        "Member no. %(number)s was admitted on %(stands)s, and an import does not change it: take that entry back on "
        "the member’s card if it is wrong, or correct the cell."
    ),
    "decision": N_(
        "The admission of member no. %(number)s names the decision “%(stands)s”, and an import does not change it: "
        "correct the cell."
    ),
    "left_on": N_(
        "An import does not end a membership that is on record, nor change its end (%(stands)s): record the exit of "
        "member no. %(number)s on the card, or correct the cell."
    ),
    "left_by": N_(
        "The membership no. %(number)s ended otherwise (%(stands)s), and an import does not change it: correct the cell."
    ),
}


def _number_faults(values: Mapping[str, Any], ground: Ground, numbered: int | None) -> list[Fault]:
    number = values.get("number")
    if number is None:
        return []
    if numbered is not None:
        return [] if number == numbered else [Fault("number", KEPT["number"], {"stands": numbered})]
    if not 0 < number <= LARGEST_NUMBER:
        return [Fault("number", N_("A member number is a whole number from 1."))]
    if number in ground.numbers:
        message = N_("Number %(number)s was given already, to a record merged into another: leave the cell empty.")
        return [Fault("number", message, {"number": number})]
    return []


def _day_faults(values: Mapping[str, Any], today: date) -> list[Fault]:
    admitted, left = values.get("admitted_on"), values.get("left_on")
    faults = []
    if admitted is None:
        faults.append(Fault("admitted_on", N_("Write since when this member has been one.")))
    elif not EARLIEST <= admitted <= today:
        faults.append(Fault("admitted_on", N_("The day of the admission is still to come, or before any cooperative.")))
    if left is not None and left > today:
        faults.append(Fault("left_on", N_("This exit is still to come: record it on the member’s card instead.")))
    if left is not None and admitted is not None and left <= admitted:
        faults.append(Fault("left_on", N_("The membership would end before it begins: correct one of the two days.")))
    return faults


def _college(values: Mapping[str, Any], category: str | None, ground: Ground) -> str | Fault | None:
    if category is None:
        return None
    wanted = str(values.get("college") or "")
    if wanted:
        found = named_in(wanted, ground.colleges)
        if found is None:
            return _unknown("college", values, ground.colleges)
        wanted = found
    try:
        return college_for(ground.statutes, category, wanted or None)
    except Refused as refusal:
        return fault_of(refusal, "college")


def _unknown(name: str, values: Mapping[str, Any], choices: list[tuple[str, str]]) -> Fault:
    if not values.get(name):
        return Fault(
            name, N_("Write the category of this member: the statutes have %(known)s."), {"known": _list(choices)}
        )
    message = N_("The statutes do not know “%(found)s”: they have %(known)s.")
    return Fault(name, message, {"found": str(values[name])[:60], "known": _list(choices)})


def _list(choices: list[tuple[str, str]]) -> str:
    return ", ".join(name for _identifier, name in choices) or "—"


def _said(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and value in EVENT_NAMES:
        return EVENT_NAMES[MembershipEvent(value)]
    return names.get(str(value), str(value or "—"))

"""The register of members of a day as a sheet that the import studio takes back without a change."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from foundation.kernel.sentences import sentence
from membership.presentation import Naming, naming_on
from membership.queries.sheet import sheet_rows
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.sheet_fields import EXPORTED_FIELDS, written_heading
from membership.rules.standing import EVENT_NAMES, MembershipEvent

HEADINGS = tuple(written_heading(field) for field in EXPORTED_FIELDS)


def exported_rows(
    on: date, whom: str, *, with_births: bool = False, known_at: datetime | None = None
) -> Iterator[tuple[Any, ...]]:
    """One row a member as of `on` ("", "anciens" or "tous"), as known at a moment (None: now), in the order of
    `HEADINGS`; the sheet is in French.

    Birth dates are masked: their column is empty, which an import reads as "nothing new", unless `with_births`.
    """
    naming = naming_on(on)
    for row in sheet_rows(on, whom, known_at):
        values = values_of(row, naming)
        if not with_births:
            values["born_on"] = None
        yield tuple(values[field.name] for field in EXPORTED_FIELDS)


def values_of(row: Any, naming: Naming) -> dict[str, Any]:
    """What the sheet says of one member."""
    has_left = row.event != MembershipEvent.ADMITTED
    is_person = row.person_id is not None
    return {
        "number": row.number,
        "category": naming.category(row.category),
        "college": naming.college(row.college),
        "admitted_on": row.admitted_on,
        "decision": row.decision or "",
        "left_on": row.since if has_left else None,
        "left_by": sentence("fr", EVENT_NAMES[MembershipEvent(row.event)]) if has_left else "",
        "last_name": row.last_name or "",
        "first_names": row.first_names or "",
        "usage_name": row.usage_name or "",
        "usual_first_name": row.usual_first_name or "",
        "born_on": row.born_on,
        "organisation": row.organisation_name or "",
        "legal_form": "" if is_person else sentence("fr", LEGAL_FORMS[row.legal_form].name),
        "siren": row.siren or "",
        "siret": row.siret or "",
        "rna": row.rna or "",
        "size": row.size,
        "delegate_last_name": row.delegate_last_name or "",
        "delegate_first_names": row.delegate_first_names or "",
        "delegate_role": row.role if row.delegate_last_name and row.role else "",
        "street": " ".join((row.street or "").split()),
        "postcode": row.postcode,
        "town": row.town,
        "country": row.country,
        "email": row.email,
        "phone": row.phone,
    }

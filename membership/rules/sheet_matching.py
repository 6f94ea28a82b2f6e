"""Whom a line of a sheet is about: by member number, else SIREN or RNA, else civil name with birth date or e-mail.

A guess is never made: where a name alone could be two people, the line is refused with what tells them apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import N_
from spreadsheets.rules.fields import Fault


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on record, or named by an earlier line of the sheet (`line`; then `id` is empty).

    `details`: by name, as they are kept. `member_id`, `number`: empty for who was never given a number. `since`: the
    day of the admission that stands.
    """

    is_person: bool
    id: int | None
    name_key: str
    label: str
    details: Mapping[str, object]
    number: int | None = None
    member_id: int | None = None
    since: date | None = None
    line: int | None = None


class Directory:
    """Everybody known, found in the time of a dictionary."""

    def __init__(self) -> None:
        self._by_number: dict[int, Known] = {}
        self._by_name: dict[tuple[bool, str], list[Known]] = {}
        self._by_key: dict[tuple[str, object], Known] = {}

    def add(self, one: Known) -> None:
        """One more."""
        if one.number is not None:
            self._by_number[one.number] = one
        self._by_name.setdefault((one.is_person, one.name_key), []).append(one)
        for field in ("siren", "rna"):
            if one.details.get(field):
                self._by_key[field, one.details[field]] = one

    def named(self, name_key: str) -> list[Known]:
        """The people of that civil name."""
        return self._by_name.get((True, name_key), [])

    def bearer(self, field: str, value: object) -> Known | None:
        """The organisation with that SIREN or RNA."""
        return self._by_key.get((field, value))

    def find(self, one: Known) -> Known | Fault | None:
        """Whom `one` (as the line describes it) is, None for somebody new, a Fault where that cannot be told."""
        if one.number is not None and (found := self._by_number.get(one.number)) is not None:
            return found if _same(found, one) else _another(found)
        known = self._by_identity(one)
        if isinstance(known, Known) and one.number is not None and known.number is not None:
            if known.line is None:
                return Fault(
                    "number",
                    N_("%(name)s is member no. %(number)s already: a number is given once. Correct the cell."),
                    {"name": known.label, "number": known.number},
                )
            return known
        return known

    def _by_identity(self, one: Known) -> Known | Fault | None:
        for field in ("siren", "rna"):
            if one.details.get(field) and (found := self._by_key.get((field, one.details[field]))):
                return found if not one.is_person else None
        alike = [known for known in self._by_name.get((one.is_person, one.name_key), []) if not _differ(known, one)]
        if one.is_person:
            proved = [known for known in alike if _proved(known, one)]
            if len(proved) == 1:
                return proved[0]
            alike = proved or alike
            if len(alike) == 1 and _contradicted(alike[0], one):
                return _doubtful(alike[0])
        if len(alike) > 1:
            return _doubtful(alike[0])
        return alike[0] if alike else None


def _same(known: Known, one: Known) -> bool:
    """Whether the holder of a number may be the one whom the line names."""
    if known.is_person != one.is_person:
        return False
    fields = ("born_on", "email") if one.is_person else ("siren", "rna")
    return known.name_key == one.name_key or any(
        one.details.get(field) and known.details.get(field) == one.details[field] for field in fields
    )


def _proved(known: Known, one: Known) -> bool:
    return any(
        one.details.get(field) and known.details.get(field) == one.details[field] for field in ("born_on", "email")
    )


def _differ(known: Known, one: Known) -> bool:
    """Whether two of the same name are told apart by what both give."""
    if one.number is not None and known.number is not None and one.number != known.number and not _proved(known, one):
        return True
    fields = ("born_on",) if one.is_person else ("siren", "rna")
    if known.line is not None and one.is_person:
        fields = ("born_on", "email")
    return any(
        one.details.get(field) and known.details.get(field) and known.details[field] != one.details[field]
        for field in fields
    )


def _contradicted(known: Known, one: Known) -> bool:
    """Whether a name alone leaves a doubt: another e-mail, or another day of admission."""
    mails = (known.details.get("email"), one.details.get("email"))
    return not _proved(known, one) and (
        (all(mails) and mails[0] != mails[1]) or bool(known.since and one.since and known.since != one.since)
    )


def _another(found: Known) -> Fault:
    if found.line is not None:
        return Fault(
            "number", N_("Line %(line)s has this number already: correct one of the two."), {"line": found.line}
        )
    return Fault(
        "number",
        N_(
            "Member no. %(number)s is %(name)s here. Correct the number; or, if the name of this member has changed, "
            "write the new name on the member’s card first."
        ),
        {"number": found.number or 0, "name": found.label},
    )


def _doubtful(found: Known) -> Fault:
    return Fault(
        "",
        N_(
            "Someone called %(name)s is known already, and nothing tells whether it is the same: give the member "
            "number, the birth date or the e-mail address."
        ),
        {"name": found.label},
    )

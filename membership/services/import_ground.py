"""What the lines of a sheet of members are held against: everybody on record, the register of the day, the statutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from sqlalchemy import Row

from foundation.kernel.sentences import sentence
from foundation.kernel.sorting import sort_key
from membership.queries.sheet import ORGANISATION_COLUMNS, PERSON_COLUMNS, everybody, numbers_given, sheet_rows
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.names import PersonName, display_name
from membership.rules.sheet_lines import Words
from membership.rules.sheet_matching import Directory, Known
from statutes.rules.tree import Statutes
from statutes.services import statutes_on

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Ground:
    """Read once for a whole sheet: in five statements, whatever the number of lines."""

    today: date
    statutes: Statutes
    directory: Directory
    standing: dict[int, Row[Any]]
    numbers: set[int]
    words: Words

    @property
    def categories(self) -> list[tuple[str, str]]:
        """Identifier and name of each category of the statutes."""
        return [(one.id, one.name or one.id) for one in self.statutes.categories]

    @property
    def colleges(self) -> list[tuple[str, str]]:
        """Identifier and name of each college of the statutes."""
        return [(one.id, one.name or one.id) for one in self.statutes.colleges]


def read_ground(today: date) -> Ground:
    """Everything that lines are judged by, as of `today`. Refused where no statutes are in force."""
    statutes = statutes_on(today).statutes
    standing = {row.member_id: row for row in sheet_rows(today)}
    directory = Directory()
    people, organisations = everybody()
    for row in people:
        directory.add(_known(True, row, standing))
    for row in organisations:
        directory.add(_known(False, row, standing))
    return Ground(today, statutes, directory, standing, numbers_given(), words_of_sheets())


def words_of_sheets() -> Words:
    """The names of legal forms and countries, in the languages of the product."""
    forms: dict[str, str] = {}
    countries: dict[str, str] = {}
    for lang in LANGUAGES:
        forms |= {sort_key(sentence(lang, form.name)): form.code for form in LEGAL_FORMS.values()}
        countries |= {sort_key(name): code for code, name in _territories(lang)}
    return Words(forms, countries)


def name_key(is_person: bool, details: Any) -> str:
    """The key by which people of one civil name, or organisations of one name, are found."""
    if is_person:
        return f"{sort_key(details['last_name'])} {sort_key(details['first_names'])}"
    return sort_key(details["name"])


def _territories(lang: str) -> Iterable[tuple[str, str]]:
    return [
        (code, name) for code, name in Locale(lang).territories.items() if code.isalpha() and len(code) == len("FR")
    ]


def _known(is_person: bool, row: Row[Any], standing: dict[int, Row[Any]]) -> Known:
    names = PERSON_COLUMNS if is_person else ORGANISATION_COLUMNS
    values = row._mapping  # noqa: SLF001 - SQLAlchemy names it so
    details = {name: values[name] for name in names}
    label = display_name(PersonName(*(details[name] for name in _NAMES))) if is_person else details["name"]
    state = standing.get(values["member_id"]) if values["member_id"] is not None else None
    since = state.admitted_on if state is not None else None
    return Known(
        is_person, row.id, name_key(is_person, details), label, details, values["number"], values["member_id"], since
    )


_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")

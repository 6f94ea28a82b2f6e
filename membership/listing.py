"""The tables of the members pages: what they show, by what they sort, filter and search."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, false, select, true

from foundation.kernel.collation import by_code_point
from foundation.web.tables import LONGEST_QUERY, Column, Filter, TableSpec
from membership.models.identity import Person
from membership.models.members import Member
from membership.presentation import Naming
from membership.queries.ordering import EVERYBODY, FORMER
from membership.queries.register import SORT_KEY, RegisterSelect, register
from membership.queries.roll import member_of
from membership.queries.search import members_mentioning
from membership.rules.names import PersonName, display_name
from membership.rules.standing import EVENT_NAMES, MembershipEvent

LARGEST_NUMBER = 2_000_000_000


class FoundAlready:
    """What was typed has narrowed the statement before: the table has nothing left to search."""

    def contains(self, _word: str, **_options: bool) -> ColumnElement[bool]:
        """True of every row."""
        return true()


class NumberIs:
    """Lets the search field find a member by number: a word that is a number must be the whole of it."""

    def contains(self, word: str, **_options: bool) -> ColumnElement[bool]:
        """The condition for one word typed."""
        whole = word.isdecimal() and word.isascii() and int(word) <= LARGEST_NUMBER
        return Member.number == int(word) if whole else false()


def members_statement(
    on: date, whom: str, typed: str = "", known_at: datetime | None = None
) -> tuple[Select[Any], RegisterSelect]:
    """The register as of `on`: members only, former ones ("anciens") or everybody ("tous").

    `typed` narrows it before anything dated is looked at, which is what keeps a search quick. `known_at`: as it was known
    at that moment (None: as known now).
    """
    chosen = register(on, known_at)
    statement = {FORMER: chosen.former, EVERYBODY: lambda: chosen.everyone}.get(whom, chosen.members)()
    if typed.strip():
        statement = statement.where(Member.id.in_(members_mentioning(typed.strip()[:LONGEST_QUERY], on, known_at)))
    return statement, chosen


def members_table(chosen: RegisterSelect, naming: Naming, whom: str = "") -> TableSpec:
    """The table of members, with the categories and colleges of the statutes of the day."""
    columns: tuple[Column, ...] = (
        Column("name", _l("Name"), sort=SORT_KEY, value=lambda row: member_of(row).name),
        Column("number", _l("Number"), sort=Member.number, end=True),
        Column(
            "category", _l("Category"), sort=chosen.category.category, value=lambda row: naming.category(row.category)
        ),
        Column("college", _l("College"), sort=chosen.college.college, value=lambda row: naming.college(row.college)),
        Column("delegate", _l("Represented by"), value=lambda row: member_of(row).representative_name),
        Column("event", _l("Standing"), value=lambda row: EVENT_NAMES[MembershipEvent(row.event)], show="said"),
        Column("since", _l("Since"), sort=chosen.life.effective_on, show="day"),
    )
    if whom not in (FORMER, EVERYBODY):
        columns = tuple(column for column in columns if column.key != "event")
    filters = [
        Filter("categorie", _l("Category"), naming.category_choices, on=chosen.category.category),
        Filter("nature", _l("Person or organisation"), KINDS, condition=_of_kind),
    ]
    if naming.votes_by_college:
        filters.insert(0, Filter("college", _l("College"), naming.college_choices, on=chosen.college.college))
    else:
        columns = tuple(column for column in columns if column.key != "college")
    return TableSpec(
        columns=columns,
        search=(FoundAlready(),),
        filters=tuple(filters),
        default_sort="name",
        csv=True,
        tie_break=Member.number,
    )


KINDS = (("personne", _l("Persons")), ("organisation", _l("Organisations")))


def _of_kind(value: str) -> ColumnElement[bool]:
    return Member.person_id.is_not(None) if value == "personne" else Member.organisation_id.is_not(None)


def people_statement() -> Select[Any]:
    """Everybody on record: members, representatives and others, with their number where they have one."""
    columns = (Person.id, *(getattr(Person, name) for name in _NAMES), Person.town, Member.number)
    return select(*columns).outerjoin(Member, Member.person_id == Person.id).where(Person.merged_into_id.is_(None))


def _name_of(row: Any) -> str:
    return display_name(PersonName(*(getattr(row, name) for name in _NAMES)))


_NAMES = ("first_names", "last_name", "usual_first_name", "usage_name")

PEOPLE = TableSpec(
    columns=(
        Column("name", _l("Name"), sort=by_code_point(Person.sort_key), value=_name_of),
        Column("number", _l("Member no."), sort=Member.number, end=True),
        Column("town", _l("Town"), sort=Person.town),
    ),
    search=(Person.search_key, NumberIs()),
    filters=(
        Filter(
            "qui",
            _l("Who"),
            (("membres", _l("Admitted once at least")), ("autres", _l("Never admitted"))),
            condition=lambda value: Member.id.is_not(None) if value == "membres" else Member.id.is_(None),
        ),
    ),
    default_sort="name",
    tie_break=Person.id,
)

__all__ = ["EVERYBODY", "FORMER", "PEOPLE", "members_statement", "members_table", "people_statement"]

"""Tables that people filter, sort and page, and take away as CSV.

A package declares what it shows once, and a view reads the page that the address asks for:

    MEMBERS = TableSpec(
        columns=(Column("number", _l("Number"), sort=Member.number), Column("name", _l("Name"), sort=Person.sort_key)),
        search=(Person.sort_key,),
        filters=(Filter("college", _l("College"), choices, Member.college),),
        default_sort="name",
    )
    table = MEMBERS.read(select(Member), request.args)

The template shows it by `data_table(table, ...)` of templates/macros/tables.html; where `format` is csv, the view answers
`csv_response("membres", MEMBERS, MEMBERS.all_rows(select(Member), request.args))`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import current_app, request
from sqlalchemy import ColumnElement, Select, func, or_, select

from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import page_links, pages_for

PAGE_SIZE = 50
LONGEST_QUERY = 200
OWN_NAMES = ("q", "tri", "page", "format")


@dataclass(frozen=True)
class Column:
    """One column: `key` is the row's attribute, `sort` the SQL expression, `show` the name of a filter (day, euros...)."""

    key: str
    label: Any
    sort: Any = None
    end: bool = False
    show: str = ""
    value: Callable[[Any], Any] | None = None

    def of(self, row: Any) -> Any:
        """The raw value of this column in `row` (an object, a named tuple or a mapping)."""
        if self.value is not None:
            return self.value(row)
        return row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)

    def shown(self, row: Any) -> Any:
        """The value as the page writes it."""
        return current_app.jinja_env.filters[self.show or "dash"](self.of(row))


@dataclass(frozen=True)
class Filter:
    """A list to choose from; `choices` are (value, label), `on` the SQL expression, `condition` replaces equality."""

    name: str
    label: Any
    choices: Sequence[tuple[Any, Any]]
    on: Any = None
    condition: Callable[[str], Any] | None = None

    def clause(self, value: str) -> Any:
        """The WHERE clause of a value that is among the choices."""
        if self.condition is not None:
            return self.condition(value)
        typed = next(known for known, _label in self.choices if str(known) == value)
        return self.on == typed


class Found(NamedTuple):
    """The rows of one page: the condition that holds for them alone, how many there are in all, the page they are."""

    rows: ColumnElement[bool]
    total: int
    page: int


@dataclass(frozen=True)
class TableSpec:
    """What a table shows and by what it can be searched. `search` expressions hold sort keys (lower case, no accents)."""

    columns: tuple[Column, ...]
    search: tuple[Any, ...] = ()
    filters: tuple[Filter, ...] = ()
    default_sort: str = ""
    default_descending: bool = False
    page_size: int = PAGE_SIZE
    csv: bool = False
    tie_break: Any = None

    def read(
        self, statement: Select[Any], args: Mapping[str, str], quick: Callable[["Table"], Found] | None = None
    ) -> "Table":
        """The page that `args` asks for: two statements, whatever the number of rows.

        `quick` finds the rows of a page of a long table in a way of its own; only these are then put together.
        """
        table = Table(self, args)
        if quick is not None:
            found = quick(table)
            paged, total, page = table.ordered(statement.where(found.rows)), found.total, found.page
            return replace(table, rows=_rows(paged), total=total, pages=pages_for(total, self.page_size), page=page)
        narrowed = table.narrowed(statement)
        total = _count(narrowed)
        pages = pages_for(total, self.page_size)
        page = min(max(1, table.wanted_page), pages)
        paged = table.ordered(narrowed).limit(self.page_size).offset((page - 1) * self.page_size)
        return replace(table, rows=_rows(paged), total=total, pages=pages, page=page)

    def all_rows(self, statement: Select[Any], args: Mapping[str, str]) -> list[Any]:
        """Every row that the filters of `args` leave, sorted: for CSV."""
        table = Table(self, args)
        return _rows(table.ordered(table.narrowed(statement)))

    def page_of(self, rows: Sequence[Any], args: Mapping[str, str]) -> "Table":
        """One page of rows already at hand, without tools."""
        table = replace(self.of_rows(rows), args=args)
        page = min(max(1, table.wanted_page), pages_for(len(rows), self.page_size))
        first = (page - 1) * self.page_size
        shown = list(rows[first : first + self.page_size])
        return replace(table, rows=shown, pages=pages_for(len(rows), self.page_size), page=page)

    def of_rows(self, rows: Sequence[Any]) -> "Table":
        """Rows already at hand, on one page, without tools."""
        plain = replace(self, search=(), filters=(), columns=tuple(replace(one, sort=None) for one in self.columns))
        return replace(Table(plain, {}), rows=list(rows), total=len(rows))


@dataclass(frozen=True)
class Table:
    """One page of a table, with the addresses of its links. Made by TableSpec.read."""

    spec: TableSpec
    args: Mapping[str, str]
    rows: list[Any] = field(default_factory=list)
    total: int = 0
    pages: int = 1
    page: int = 1

    @property
    def query(self) -> str:
        """What was typed in the search field."""
        return self.args.get("q", "").strip()[:LONGEST_QUERY] if self.spec.search else ""

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in force; a value that is not among the choices is ignored."""
        found = {}
        for one in self.spec.filters:
            value = self.args.get(one.name, "")
            if value and value in {str(known) for known, _label in one.choices}:
                found[one.name] = value
        return found

    @property
    def is_filtered(self) -> bool:
        """Whether fewer rows than all are asked for."""
        return bool(self.query or self.chosen)

    @property
    def wanted_page(self) -> int:
        """The page number of the address, 1 where it is not one."""
        text = self.args.get("page", "1")
        return int(text) if text.isdecimal() and len(text) < 7 else 1

    @cached_property
    def _sorting(self) -> tuple[str, bool]:
        word = self.args.get("tri", "")
        key = word.removeprefix("-")
        if any(column.key == key and column.sort is not None for column in self.spec.columns):
            return key, word.startswith("-")
        return self.spec.default_sort, self.spec.default_descending

    @cached_property
    def headed(self) -> list[tuple[Column, str]]:
        """Each column with its label in the reader's language, said once for all rows."""
        return [(column, str(column.label)) for column in self.spec.columns]

    @property
    def sorted_by(self) -> str:
        """The key of the column that sorts."""
        return self._sorting[0]

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self._sorting[1]

    @property
    def sort_word(self) -> str:
        """The sort as the address writes it: `name`, or `-name` for descending."""
        return f"{'-' if self.descending else ''}{self.sorted_by}"

    @property
    def kept(self) -> dict[str, str]:
        """Other parameters of the page, which the search form carries along."""
        own = {*OWN_NAMES, *(one.name for one in self.spec.filters)}
        return {name: value for name, value in self.args.items() if name not in own}

    @property
    def page_numbers(self) -> list[int | None]:
        """The page numbers to show; None is a gap."""
        return page_links(self.page, self.pages)

    def narrowed(self, statement: Select[Any]) -> Select[Any]:
        """The statement with search and filters; each word typed must be found."""
        for word in sort_key(self.query).split():
            statement = statement.where(or_(*(one.contains(word, autoescape=True) for one in self.spec.search)))
        for one in self.spec.filters:
            if one.name in self.chosen:
                statement = statement.where(one.clause(self.chosen[one.name]))
        return statement

    def ordered(self, statement: Select[Any]) -> Select[Any]:
        """The statement in the order asked for, equal rows in a steady order."""
        column = next((one for one in self.spec.columns if one.key == self.sorted_by and one.sort is not None), None)
        if column is not None:
            statement = statement.order_by(None).order_by(column.sort.desc() if self.descending else column.sort.asc())
        return statement if self.spec.tie_break is None else statement.order_by(self.spec.tie_break)

    def _url(self, **changes: str | None) -> str:
        asked = {**self.kept, **self.chosen, "q": self.query, "tri": self.args.get("tri"), **changes}
        query = {name: value for name, value in asked.items() if value}
        return _address(query)

    def url_sorted(self, column: Column) -> str:
        """Sort by this column, or turn it round."""
        turn = self.sorted_by == column.key and not self.descending
        return self._url(tri=f"-{column.key}" if turn else column.key)

    def url_page(self, page: int) -> str:
        """Another page of the same."""
        return self._url(page=str(page))

    @property
    def url_unfiltered(self) -> str:
        """The same table without search or filters."""
        return _address({**self.kept, **({"tri": self.args["tri"]} if "tri" in self.args else {})})

    @property
    def csv_url(self) -> str | None:
        """Where the rows shown can be taken away, if the table offers it."""
        return self._url(format="csv") if self.spec.csv else None


def _address(query: Mapping[str, str]) -> str:
    return request.path + ("?" + urlencode(query) if query else "")


def _count(statement: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def _rows(statement: Select[Any]) -> list[Any]:
    """Rows of one entity come as that entity, others as named tuples."""
    result = db.session.execute(statement)
    whole = len(statement.column_descriptions) == 1
    return list(result.scalars() if whole else result)

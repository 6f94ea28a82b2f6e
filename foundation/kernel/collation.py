"""Order by code point on both engines: SQLite does so, PostgreSQL only when told, by the column or by the statement."""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def ordered_text(length: int) -> String:
    """The type of a column that holds a `sort_key`: its index is in the order of `by_code_point` on both engines."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class by_code_point(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """`by_code_point(column)`: the text, ordered as Python orders it. For columns that hold a `sort_key`."""

    type = String()
    inherit_cache = True

    def __init__(self, text: ColumnElement[str] | InstrumentedAttribute[str]) -> None:
        super().__init__(text)


@compiles(by_code_point)
def _as_it_is(element: by_code_point, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(by_code_point, "postgresql")
def _told(element: by_code_point, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'

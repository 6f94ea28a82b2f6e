# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""Elected bodies: seats, term, renewal."""

from collections.abc import Mapping
from dataclasses import dataclass

from statutes.rules.readers import flag, identifier, mapping_of, one_of, text, whole
from statutes.rules.schema import clause, inline, table_of


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The least and the most seats."""

    min: int | None = clause(whole())
    max: int | None = clause(whole(1))


@dataclass(frozen=True, kw_only=True)
class Body:
    """An elected body: seats, term, renewal."""

    id: str = clause(identifier, required=True)
    name: str | None = clause(text)
    seats: Seats | None = inline(Seats)
    seats_by_college: Mapping[str, Seats] | None = clause(mapping_of(table_of(Seats)))
    term_years: int | None = clause(whole(1))
    renewal: str | None = clause(one_of("whole", "halves", "thirds"))
    chair_casting_vote: bool | None = clause(flag)

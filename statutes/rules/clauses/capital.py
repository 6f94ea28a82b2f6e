# ruff: noqa: RUF009 - clause, section and entries declare the fields of a frozen class
"""Share capital, and what is done with the surplus."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from statutes.rules.clauses.members import CATEGORY_KINDS
from statutes.rules.ratios import Ratio
from statutes.rules.readers import list_of, mapping_of, one_of, points, share, whole
from statutes.rules.schema import clause


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Share capital: value, floor, payment, refund."""

    nominal_cents: int = clause(whole(1), required=True)
    nominal_by_category: Mapping[str, int] | None = clause(mapping_of(whole(1)))
    minimum_capital_cents: int | None = clause(whole())
    floor_fraction: Ratio | None = clause(share)
    paid_at_subscription: Ratio | None = clause(share)
    balance_due_months: int | None = clause(whole())
    exit_effective: str | None = clause(one_of("at_once", "notice_end", "year_end"))
    exit_notice_months: int | None = clause(whole())
    refund_delay_months: int | None = clause(whole())
    refund_order: str | None = clause(one_of("chronological"))
    partial_refund: str | None = clause(one_of("board", "assembly", "refused"))
    losses_charged_first_to: tuple[str, ...] | None = clause(list_of(one_of("special_reserve", "statutory_reserve")))
    max_share_of_capital: Mapping[str, Ratio] | None = clause(mapping_of(share, keys=one_of(*CATEGORY_KINDS)))


@dataclass(frozen=True, kw_only=True)
class Surplus:
    """Reserves and share interest."""

    legal_reserve: Ratio | None = clause(share)
    statutory_reserve: Ratio | None = clause(share)
    interest_above_tmo_points: Fraction | None = clause(points)

"""The losses recorded for each closed year, with what they leave of a share; two statements."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.money import Money
from shares.models import LossStatement
from shares.rules.losses import Losses, RefundValue, loss_ratio, refund_value
from statutes.queries import all_versions
from statutes.rules.tree import Statutes


@dataclass(frozen=True)
class LossLine:
    """One statement; `rules` is false where a later one for the same year corrects it."""

    statement: LossStatement
    rules: bool
    charged: Money
    ratio: Fraction
    share: RefundValue | None

    @property
    def losses(self) -> Money:
        """The accumulated losses."""
        return Money(self.statement.losses_cents)

    @property
    def capital(self) -> Money:
        """The capital at the end of the year."""
        return Money(self.statement.capital_cents)


def loss_lines() -> list[LossLine]:
    """Every statement, the last year first and the one that rules first among those of a year."""
    versions = all_versions()
    statement = select(LossStatement).order_by(LossStatement.year_end.desc(), LossStatement.id.desc())
    found: list[LossLine] = []
    for row in db.session.execute(statement).scalars():
        statutes = next((one.statutes for one in versions if one.effective_on <= row.year_end), None)
        rules = not found or found[-1].statement.year_end != row.year_end
        found.append(_line(row, statutes, rules=rules))
    return found


def _line(row: LossStatement, statutes: Statutes | None, *, rules: bool) -> LossLine:
    amounts = (row.losses_cents, row.special_reserve_cents, row.statutory_reserve_cents, row.capital_cents)
    losses = Losses(row.year_end, *(Money(cents) for cents in amounts))
    order = (statutes.shares.losses_charged_first_to if statutes else None) or ()
    ratio = loss_ratio(losses, order)
    charged = Money(min(losses.losses.cents, losses.chargeable(order).cents))
    share = refund_value(Money(statutes.shares.nominal_cents), ratio) if statutes else None
    return LossLine(row, rules, charged, ratio, share)

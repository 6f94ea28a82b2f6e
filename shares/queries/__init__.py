"""Reads of the register, each in a constant number of statements whatever the size.

`positions` who holds what on a day; `capital` the curve and the highest mark; `journal` the movements; `register` the
rows of all holders; `claims` the queue of refunds and its schedule; `arrears` what is unpaid.
"""

from shares.queries.capital import capital_curve, highest_on
from shares.queries.journal import entries, last_entry, movements
from shares.queries.positions import (
    advance_of,
    capital_on,
    holding_of,
    holdings_on,
    position_of,
    positions_on,
    public_capital_on,
    totals_on,
)
from shares.queries.register import register_rows

__all__ = [
    "advance_of",
    "capital_curve",
    "capital_on",
    "entries",
    "highest_on",
    "holding_of",
    "holdings_on",
    "last_entry",
    "movements",
    "position_of",
    "positions_on",
    "public_capital_on",
    "register_rows",
    "totals_on",
]

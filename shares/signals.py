"""How shares tell those above, and ask them, inside the same transaction.

`shares_asked.send(demand, to_pay=Money, actor=..., at=...)`: a member asked for shares, and money must come
first: whoever asks for money asks for it. `demand_ended.send(demand, outcome=..., reason=..., actor=..., at=...)`: it was
done, refused or withdrawn. `refund_account_given.send(claim, iban=..., actor=..., at=...)`: to which account a refund
goes. `payments_wanted.send(demand_ids)` asks how each request is paid: {demand_id: its reference};
`payments_asked.send(member_id, on=day)` what a member is asked to pay (`Asked`).
"""

from dataclasses import dataclass
from datetime import date

from blinker import Signal


@dataclass(frozen=True)
class Asked:
    """Money that a member is asked for: under which reference, for what, how much is still due and by when."""

    reference: str
    title: str
    due_cents: int
    due_on: date | None


shares_asked = Signal("a member asked for shares that must be paid first; sent inside the transaction")
refund_account_given = Signal("a member said to which account a refund goes; sent inside the transaction")
demand_ended = Signal("a request was done, refused or withdrawn; sent inside the transaction")
payments_wanted = Signal("by which reference requests are paid")
payments_asked = Signal("what a member is asked to pay")

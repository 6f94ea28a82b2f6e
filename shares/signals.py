"""How shares tell those above, and ask them, inside the same transaction.

`shares_asked.send(demand, to_pay=Money, actor=..., at=...)`: a member asked for shares, and money must come
first: whoever asks for money asks for it. `demand_ended.send(demand, outcome=..., reason=..., actor=..., at=...)`: it was
done, refused or withdrawn. `refund_account_given.send(claim, iban=..., actor=..., at=...)`: to which account a refund
goes. `payments_wanted.send(demand_ids)` asks how each request is paid: {demand_id: its reference}.
"""

from blinker import Signal

shares_asked = Signal("a member asked for shares that must be paid first; sent inside the transaction")
refund_account_given = Signal("a member said to which account a refund goes; sent inside the transaction")
demand_ended = Signal("a request was done, refused or withdrawn; sent inside the transaction")
payments_wanted = Signal("by which reference requests are paid")

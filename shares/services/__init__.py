"""Writes to the journal, one verb a function. They ask the rules, append one operation, audit, flush, never commit.

`subscribing` money and shares come in; `entering` the accepted candidate; `refunding` the queue and what goes out;
`transferring` shares change hands; `unpaid` notices, cancellation, exclusion by law; `changing` conversion, nominal
value, merged records; `following` what membership says of two records; `opening` what was before; `reversing`
corrections; `appending` what they all stand on.
"""

from shares.services.appending import Recorded
from shares.services.changing import convert, merge_records, split_nominal
from shares.services.entering import AcceptedCandidate, settle_candidate
from shares.services.following import join_accounts, part_accounts
from shares.services.opening import record_losses, record_opening_balance
from shares.services.refunding import charge_loss, decide_refund, pay_refund, request_refund, withdraw_request
from shares.services.reversing import reverse_operation
from shares.services.subscribing import (
    call,
    payment_returned,
    record_advance,
    record_payment,
    return_advance,
    subscribe,
)
from shares.services.transferring import (
    give_to_cooperative,
    succession,
    transfer,
    transfer_to_candidate,
    transfer_to_newcomer,
)
from shares.services.unpaid import cancel_unpaid, exclude_unpaid, record_notice, withdraw_notice

__all__ = [
    "AcceptedCandidate",
    "Recorded",
    "call",
    "cancel_unpaid",
    "charge_loss",
    "convert",
    "decide_refund",
    "exclude_unpaid",
    "give_to_cooperative",
    "join_accounts",
    "merge_records",
    "part_accounts",
    "pay_refund",
    "payment_returned",
    "record_advance",
    "record_losses",
    "record_notice",
    "record_opening_balance",
    "record_payment",
    "request_refund",
    "return_advance",
    "reverse_operation",
    "settle_candidate",
    "split_nominal",
    "subscribe",
    "succession",
    "transfer",
    "transfer_to_candidate",
    "transfer_to_newcomer",
    "withdraw_notice",
    "withdraw_request",
]

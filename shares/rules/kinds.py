"""The kinds of operation of the journal: a movement bears the kind of what it says, inside the operation that wraps it."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class Kind(StrEnum):
    """What an operation, or one of its movements, is."""

    OPENING_BALANCE = "opening_balance"
    SUBSCRIPTION = "subscription"
    CALL = "call"
    PAYMENT = "payment"
    ADVANCE = "advance"
    ADVANCE_CLEARED = "advance_cleared"
    ADVANCE_RETURNED = "advance_returned"
    TRANSFER = "transfer"
    REFUND_DECIDED = "refund_decided"
    LOSS_CHARGED = "loss_charged"
    REFUND_PAID = "refund_paid"
    GIFT = "gift"
    CONVERSION = "conversion"
    NOMINAL_SPLIT = "nominal_split"
    CANCELLATION = "cancellation"
    EXCLUSION = "exclusion"
    SUCCESSION = "succession"
    PAYMENT_RETURNED = "payment_returned"
    RECORD_MERGE = "record_merge"
    REVERSAL = "reversal"


KIND_NAMES: dict[Kind, str] = {
    Kind.OPENING_BALANCE: N_("Opening balance"),
    Kind.SUBSCRIPTION: N_("Subscription"),
    Kind.CALL: N_("Call of capital"),
    Kind.PAYMENT: N_("Payment"),
    Kind.ADVANCE: N_("Payment before the decision"),
    Kind.ADVANCE_CLEARED: N_("Earlier payment used"),
    Kind.ADVANCE_RETURNED: N_("Earlier payment given back"),
    Kind.TRANSFER: N_("Transfer"),
    Kind.REFUND_DECIDED: N_("Refund decided"),
    Kind.LOSS_CHARGED: N_("Loss charged"),
    Kind.REFUND_PAID: N_("Refund paid"),
    Kind.GIFT: N_("Shares given to the cooperative"),
    Kind.CONVERSION: N_("Conversion"),
    Kind.NOMINAL_SPLIT: N_("Change of the nominal value"),
    Kind.CANCELLATION: N_("Cancellation of unpaid shares"),
    Kind.EXCLUSION: N_("Exclusion for unpaid shares"),
    Kind.SUCCESSION: N_("Succession"),
    Kind.PAYMENT_RETURNED: N_("Payment returned"),
    Kind.RECORD_MERGE: N_("Merge of two records"),
    Kind.REVERSAL: N_("Reversal"),
}

MONEY_KINDS = (
    Kind.PAYMENT,
    Kind.ADVANCE,
    Kind.ADVANCE_CLEARED,
    Kind.ADVANCE_RETURNED,
    Kind.PAYMENT_RETURNED,
    Kind.REFUND_PAID,
)
"""Kinds by which money comes in, is used, or goes out."""

CARRIED_OVER = (Kind.CONVERSION, Kind.NOMINAL_SPLIT, Kind.RECORD_MERGE)
"""Kinds that renew a holding and keep the days on which it was acquired."""


class Cause(StrEnum):
    """Why a place in the queue of refunds was taken."""

    PARTIAL = "partial"
    RESIGNED = "resigned"
    EXCLUDED = "excluded"
    STRUCK_OFF = "struck_off"
    DECEASED = "deceased"
    DISSOLVED = "dissolved"
    CANCELLED = "cancelled"
    UNPAID = "unpaid"
    OPENING = "opening"


CAUSE_NAMES: dict[Cause, str] = {
    Cause.PARTIAL: N_("Partial refund"),
    Cause.RESIGNED: N_("Resignation"),
    Cause.EXCLUDED: N_("Exclusion"),
    Cause.STRUCK_OFF: N_("Striking-off"),
    Cause.DECEASED: N_("Death"),
    Cause.DISSOLVED: N_("Dissolution"),
    Cause.CANCELLED: N_("Cancelled subscription"),
    Cause.UNPAID: N_("Unpaid shares"),
    Cause.OPENING: N_("Owed when the register was taken over"),
}

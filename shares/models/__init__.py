"""Tables: the journal (`journal`), the queue of refunds (`claims`), notices and losses (`facts`)."""

from shares.models.claims import RefundRequest, RefundWithdrawal
from shares.models.facts import FormalNotice, LossStatement
from shares.models.journal import ShareMovement, ShareOperation

__all__ = ["FormalNotice", "LossStatement", "RefundRequest", "RefundWithdrawal", "ShareMovement", "ShareOperation"]

"""Tables: the journal (`journal`), the queue of refunds (`claims`), notices and losses (`facts`), certificates, what
members ask for (`demands`).
"""

from shares.models.certificates import CertificateCheck, ShareCertificate
from shares.models.claims import RefundRequest, RefundWithdrawal
from shares.models.demands import DemandAgreement, DemandAnswer, ShareDemand
from shares.models.facts import FormalNotice, LossStatement, NoticeWithdrawal
from shares.models.journal import ShareMovement, ShareOperation

__all__ = [
    "CertificateCheck",
    "DemandAgreement",
    "DemandAnswer",
    "FormalNotice",
    "LossStatement",
    "NoticeWithdrawal",
    "RefundRequest",
    "RefundWithdrawal",
    "ShareCertificate",
    "ShareDemand",
    "ShareMovement",
    "ShareOperation",
]

"""Tables: our accounts and settings (`accounts`), what the bank told (`statements`), what was asked (`requests`), what was
made of each line (`settlements`), refunds out (`transfers`).
"""

from treasury.models.accounts import AccountSetting, BookedBalance, KeptProfile, OwnAccount, TreasurySetting
from treasury.models.requests import PaymentInstalment, PaymentRequest, RequestFact
from treasury.models.settlements import Settlement
from treasury.models.statements import BankUpload, StoredFile, StoredLine, StoredStatement
from treasury.models.transfers import PayeeAccount, TransferFile, TransferOrder

__all__ = [
    "AccountSetting",
    "BankUpload",
    "BookedBalance",
    "KeptProfile",
    "OwnAccount",
    "PayeeAccount",
    "PaymentInstalment",
    "PaymentRequest",
    "RequestFact",
    "Settlement",
    "StoredFile",
    "StoredLine",
    "StoredStatement",
    "TransferFile",
    "TransferOrder",
    "TreasurySetting",
]

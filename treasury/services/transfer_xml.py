"""The file of transfers for the bank: pain.001 by sepaxml, judged by its XSD before anybody fetches it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from treasury.models import OwnAccount


@dataclass(frozen=True)
class Payment:
    """One transfer out."""

    name: str
    iban: str
    bic: str
    cents: int
    end_to_end: str
    words: str


def transfer_xml(
    account: OwnAccount, payments: Sequence[Payment], execute_on: date, *, message_id: str, at: datetime
) -> bytes:
    """The file in the version that the bank of `account` takes; refused where the schema finds a fault.

    Accents go (banks want the SEPA alphabet), amounts are exact. The same input gives the same bytes.
    """
    config = {"name": account.holder, "IBAN": account.iban, "currency": "EUR", "batch": True}
    if account.bic:
        config["BIC"] = account.bic
    maker = SepaTransfer(config, schema=account.transfer_schema, clean=True)
    for one in payments:
        payment = {
            "name": one.name,
            "IBAN": one.iban,
            "amount": one.cents,
            "execution_date": execute_on,
            "description": one.words,
            "endtoend_id": one.end_to_end,
        }
        maker.add_payment(payment | ({"BIC": one.bic} if one.bic else {}))
    made = _settled(maker.export(validate=False), message_id, at)
    try:
        try_valid_xml(made, account.transfer_schema)
    except (ValidationError, ValueError):
        raise Refused(
            "transfer-invalid",
            N_("The transfer file does not fit the schema %(schema)s: a name or an account holds what banks refuse."),
            schema=account.transfer_schema,
        ) from None
    return made


def _settled(made: bytes, message_id: str, at: datetime) -> bytes:
    """Numbers and moment of our own instead of the library's random ones."""
    text = made.decode()
    text = re.sub(r"<MsgId>[^<]*</MsgId>", f"<MsgId>{message_id}</MsgId>", text)
    text = re.sub(r"<PmtInfId>[^<]*</PmtInfId>", f"<PmtInfId>{message_id}-1</PmtInfId>", text)
    return re.sub(r"<CreDtTm>[^<]*</CreDtTm>", f"<CreDtTm>{at:%Y-%m-%dT%H:%M:%S}</CreDtTm>", text).encode()

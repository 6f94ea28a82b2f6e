"""The square code that a banking app reads: who is paid, how much, and the reference (EPC069-12)."""

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_

MOST_BYTES = 331
MOST_CENTS = 99_999_999_999


def epc_payload(*, name: str, iban: str, amount: Money, text: str, bic: str = "", rf: str = "") -> str:
    r"""The lines of the code: BCD, version 2, UTF-8, SCT, then the payment; either free text or an RF reference.

    Source: EPC069-12. Example: 20.00 to La Halle.

    >>> epc_payload(name="La Halle", iban="FR7630001007941234567890185", amount=Money(2000), text="KX7 XD7 QHR").split("\n")
    ['BCD', '002', '1', 'SCT', '', 'La Halle', 'FR7630001007941234567890185', 'EUR20.00', '', '', 'KX7 XD7 QHR']
    """
    if not 0 < amount.cents <= MOST_CENTS:
        raise Refused(
            "bad-amount", N_("Only an amount above zero can be asked for: %(amount)s is none."), amount=amount
        )
    if rf and text:
        raise ValueError("either a structured reference or free text")
    euros = f"EUR{amount.cents // 100}.{amount.cents % 100:02d}"
    lines = ["BCD", "002", "1", "SCT", bic, _line(name, 70), iban, euros, "", rf, _line(text, 140)]
    payload = "\n".join(lines).rstrip("\n")
    while len(payload.encode()) > MOST_BYTES:  # long names in many bytes: the name gives way, the reference never
        lines[5] = lines[5][:-1]
        payload = "\n".join(lines).rstrip("\n")
    return payload


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]

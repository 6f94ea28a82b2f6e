"""The receipt of a secret ballot: drawn with the form, it is the key of the ballot and tells nothing of who was given it.

Twenty characters of an alphabet without look-alikes: 100 bits, drawn by `votes/receipts.py`.
"""

import re

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[:32]
LENGTH = 20
_RECEIPT = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def is_receipt(text: str) -> bool:
    """Whether a text has the form of a receipt.

    >>> is_receipt("23456789ABCDEFGHJKLM"), is_receipt("abc")
    (True, False)
    """
    return _RECEIPT.fullmatch(text) is not None


def grouped(receipt: str) -> str:
    """As it is read aloud and compared: by fives.

    >>> grouped("23456789ABCDEFGHJKLM")
    '23456-789AB-CDEFG-HJKLM'
    """
    return "-".join(receipt[start : start + 5] for start in range(0, len(receipt), 5))

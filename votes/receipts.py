"""Receipts of secret ballots are drawn here, by the system's source of randomness; what they look like: `rules/receipts.py`."""

import secrets

from votes.rules.receipts import ALPHABET, LENGTH


def new_receipt() -> str:
    """A receipt nobody has: twenty characters, 100 bits.

    >>> len(new_receipt())
    20
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

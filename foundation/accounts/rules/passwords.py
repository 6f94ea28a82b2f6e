"""When a password is strong enough to be accepted.

The measure is that of the CNIL (délibération n° 2022-100 of 21 July 2022): 50 bits where attempts are limited, as ours
are. Twelve characters are asked for in any case, and what everybody tries first is refused.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key

SHORTEST = 12
LONGEST = 200
NEEDED_BITS = 50
FEWEST_DIFFERENT = 5

COMMON = frozenset(
    """
    abcdef abcdefgh abcdefghijkl admin administrateur administrator amour anniversaire azerty azertyuiop bienvenue bonjour
    bonsoir changeme chocolat chouchou coucou doudou football france iloveyou jetaime letmein login loulou marseille
    motdepasse mot de passe monmotdepasse nicolas parapluie paris pass passe passw password princesse qwerty qwertyuiop
    secret soleil sunshine superman test vacances welcome cooperative scic assemblee societaire
    """.split()
)


@dataclass(frozen=True)
class PasswordFault:
    """Why a password is refused: an English sentence and its values."""

    code: str
    message: str
    values: dict[str, Any] = field(default_factory=dict)


def normalised(password: str) -> str:
    """One form for the same keys typed on different machines (accents composed or not)."""
    return unicodedata.normalize("NFKC", password)


def password_faults(password: str, *, about: tuple[str, ...] = ()) -> list[PasswordFault]:
    """All that is wrong with a password; empty when it is accepted. `about`: name and e-mail, not to be repeated in it.

    >>> [fault.code for fault in password_faults("Motdepasse-2026")]
    ['password-common']
    >>> password_faults("chaise verte au grenier")
    []
    """
    text = normalised(password)
    if len(text) < SHORTEST:
        return [
            PasswordFault(
                "password-short",
                N_(
                    "This password has %(length)s characters; at least %(shortest)s are needed. "
                    "A few words in a row are easy to remember."
                ),
                {"length": len(text), "shortest": SHORTEST},
            )
        ]
    if len(text) > LONGEST:
        return [
            PasswordFault(
                "password-long",
                N_("This password has more than %(longest)s characters. Shorten it."),
                {"longest": LONGEST},
            )
        ]
    return [fault for fault in (_common(text), _personal(text, about), _poor(text)) if fault]


def _common(text: str) -> PasswordFault | None:
    letters = re.sub(r"[^a-z]+", "", sort_key(text))
    if letters in COMMON or _is_repetition(sort_key(text)):
        return PasswordFault(
            "password-common",
            N_("This password is among the first that an intruder tries. Choose a few words that do not go together."),
        )
    return None


def _is_repetition(text: str) -> bool:
    """Whether the text is one short piece said again and again ("abcabcabcabc")."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 3 + 1))


def _personal(text: str, about: tuple[str, ...]) -> PasswordFault | None:
    folded = sort_key(text)
    pieces = {piece for one in about for piece in re.split(r"[^a-z0-9]+", sort_key(one)) if len(piece) >= 4}
    rest = folded
    for piece in sorted(pieces, key=len, reverse=True):
        rest = rest.replace(piece, "")
    if len(rest) < len(folded) and len(rest) < SHORTEST // 2:
        return PasswordFault(
            "password-personal",
            N_(
                "This password is little more than your name or your e-mail address. Choose words that are not about you."
            ),
        )
    return None


def _poor(text: str) -> PasswordFault | None:
    """Refuse what holds under 50 bits, counted as (size of the alphabet used) to the power of the length."""
    alphabet = sum(
        size
        for size, used in (
            (10, any(c.isdigit() for c in text)),
            (26, any(c.islower() for c in text)),
            (26, any(c.isupper() for c in text)),
            (32, any(not c.isalnum() for c in text)),
        )
        if used
    )
    if alphabet ** len(text) >= 2**NEEDED_BITS and len(set(text)) >= FEWEST_DIFFERENT:
        return None
    return PasswordFault(
        "password-poor",
        N_("This password has too few different characters to be safe. Add letters, or another word."),
    )

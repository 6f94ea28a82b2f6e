"""Text as people type and paste it, made fit for a register: no invisible signs, composed accents, a length."""

import unicodedata

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def tidy(text: str, limit: int = 120) -> str:
    r"""One line: accents composed, invisible and direction-changing signs dropped, spaces single; Refused over `limit`.

    >>> tidy("  Zoe\u0301 \u202e\x00 Le\u00a0Bihan ")
    'Zoé Le Bihan'
    """
    if text.isascii() and text.isprintable():
        return _within(" ".join(text.split()), limit)
    visible = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    line = " ".join("".join(char for char in visible if unicodedata.category(char) not in _INVISIBLE).split())
    return _within(line, limit)


def _within(line: str, limit: int) -> str:
    if len(line) > limit:
        raise Refused(
            "too-long",
            N_("“%(start)s…” is too long: at most %(limit)s characters fit here. Shorten it."),
            start=line[:30],
            limit=limit,
        )
    return line


def tidy_lines(text: str, limit: int = 300) -> str:
    """The same for a text of several lines, such as a street address; empty lines are dropped."""
    lines = [tidy(line, limit) for line in text.splitlines()]
    kept = "\n".join(line for line in lines if line)
    return kept if len(kept) <= limit else tidy(kept, limit)


def required(text: str, message: str) -> str:
    """`text` unless it is empty; `message` is the sentence, already marked for translation, that asks for it."""
    if not text:
        raise Refused("missing", message)
    return text

"""The lines that every result read aloud has: its heading, its columns, its reasons; words come translated."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from foundation.kernel.sentences import N_, sentence
from votes.rules.result import Boxed, InvalidBallots, Reason


def heading(title: str, boxed: Boxed, lang: str) -> Iterator[str]:
    """The title and what was in the box.

    >>> list(heading("Siège", Boxed(3, 1, 0, 0), "en"))[2]
    'Ballots: 3 · valid: 2 · blank: 1 · null: 0 · invalid: 0'
    """
    line = one_line(title)
    yield line
    yield "=" * len(line)
    yield sentence(
        lang,
        N_("Ballots: %(ballots)s · valid: %(valid)s · blank: %(blank)s · null: %(null)s · invalid: %(invalid)s"),
        {
            "ballots": boxed.ballots,
            "valid": boxed.valid,
            "blank": boxed.blank,
            "null": boxed.null,
            "invalid": boxed.invalid,
        },
    )


def one_line(title: str) -> str:
    r"""A title that cannot pass for another line of the table, nor speak to the terminal.

    >>> one_line("Siège\nADOPTÉE")
    'Siège ADOPTÉE'
    """
    return "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in title)


def told(
    reasons: Sequence[Reason],
    invalid: Sequence[InvalidBallots],
    lang: str,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """The reasons, options by their `names`, then the ballots that broke their rule, a line each.

    >>> list(told([Reason("No vote was expressed.")], [], "en"))
    ['- No vote was expressed.']
    """
    for reason in reasons:
        yield f"- {one_line(reason.said(lang, names))}"
    for ballots in invalid:
        values = {"index": ballots.index, "count": ballots.count, "why": one_line(ballots.reason.said(lang))}
        yield "- " + sentence(lang, N_("Invalid: ballots[%(index)s], %(count)s times: %(why)s."), values)


def grid(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns wide enough for their longest text; the first to the left, the others to the right.

    >>> list(grid([("A", "10"), ("Bob", "9")]))
    ['A    10', 'Bob   9']
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first = row[0].ljust(widths[0])
        yield "  ".join([first, *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))])

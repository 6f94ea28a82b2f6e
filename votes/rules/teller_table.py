"""The result as lines of text that a teller can read aloud; marks and numbers only, words come translated."""

import unicodedata
from collections.abc import Iterator, Sequence

from foundation.kernel.sentences import N_, sentence
from votes.rules.result import CollegeResult, Result
from votes.rules.terms import CollegeState

_STATES = {
    CollegeState.EXPRESSED: N_("expressed"),
    CollegeState.SILENT: N_("silent"),
    CollegeState.EMPTY: N_("empty"),
}
_HEADINGS = (
    N_("College"),
    N_("Weight"),
    N_("For"),
    N_("Against"),
    N_("Abstain"),
    N_("State"),
    N_("Carried for"),
    N_("Carried against"),
)


def teller_table(title: str, result: Result, lang: str) -> str:
    """The whole result as text, ending without a line break."""
    return "\n".join(_lines(title, result, lang))


def _one_line(title: str) -> str:
    """A title that cannot pass for another line of the table, nor speak to the terminal."""
    return "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in title)


def _lines(title: str, result: Result, lang: str) -> Iterator[str]:
    heading = _one_line(title)
    yield heading
    yield "=" * len(heading)
    yield sentence(
        lang,
        N_("Ballots: %(ballots)s · valid: %(valid)s · blank: %(blank)s · null: %(null)s · invalid: %(invalid)s"),
        {
            "ballots": result.boxed.ballots,
            "valid": result.boxed.valid,
            "blank": result.boxed.blank,
            "null": result.boxed.null,
            "invalid": result.boxed.invalid,
        },
    )
    votes = {"for_": result.votes.for_, "against": result.votes.against, "abstain": result.votes.abstain}
    yield sentence(lang, N_("By head: %(for_)s for · %(against)s against · %(abstain)s abstain"), votes)
    if result.by_college:
        yield ""
        yield from _grid([tuple(sentence(lang, word) for word in _HEADINGS), *_rows(result.by_college, lang)])
    yield ""
    carried = {"for_": result.for_, "against": result.against}
    yield sentence(lang, N_("Carried: %(for_)s for · %(against)s against"), carried)
    for reason in result.reasons:
        yield f"- {reason.said(lang)}"
    for ballots in result.invalid_ballots:
        values = {"index": ballots.index, "count": ballots.count, "why": ballots.reason.said(lang)}
        yield "- " + sentence(lang, N_("Invalid: ballots[%(index)s], %(count)s times: %(why)s."), values)
    yield ""
    yield _verdict(result, lang)


def _verdict(result: Result, lang: str) -> str:
    if result.adopted is None:
        return sentence(lang, N_("NO VERDICT"))
    return sentence(lang, N_("ADOPTED") if result.adopted else N_("REJECTED"))


def _rows(colleges: Sequence[CollegeResult], lang: str) -> Iterator[tuple[str, ...]]:
    for line in colleges:
        yield (
            line.id,
            str(line.weight),
            str(line.votes.for_),
            str(line.votes.against),
            str(line.votes.abstain),
            sentence(lang, _STATES[line.state]),
            str(line.carried_for),
            str(line.carried_against),
        )


def _grid(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns wide enough for their longest text; the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first = row[0].ljust(widths[0])
        yield "  ".join([first, *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))])

"""The choice of a ballot in words: for the list of secret ballots, for the nominal list, for who looks at their own."""

from collections.abc import Mapping
from typing import Any

from foundation.kernel.sentences import N_, sentence
from votes.rules.ballot_choices import MARKED, RANKED
from votes.rules.contest import Contest
from votes.rules.tally import ABSTAIN, AGAINST, BLANK, FOR, NULL

PLAIN_WORDS: dict[str, str] = {
    FOR: N_("For"),
    AGAINST: N_("Against"),
    ABSTAIN: N_("Abstain"),
    BLANK: N_("Blank"),
    NULL: N_("Null"),
}
_NONE_MARKED = N_("No option marked")
_GIVEN = N_("%(option)s: %(given)s")


def choice_in_words(method: str, contest: Contest | None, choice: Any, lang: str) -> str:
    """What a ballot says, options by their names.

    >>> from votes.rules.contest import Option
    >>> towns = Contest((Option("o1", "Memphis"), Option("o2", "Nashville"), Option("o3", "Knoxville")))
    >>> choice_in_words("schulze", towns, ["o2", ["o1", "o3"]], "en")
    '1. Nashville · 2. Memphis = Knoxville'
    >>> choice_in_words("resolution", None, "for", "en"), choice_in_words("approval", towns, [], "en")
    ('For', 'No option marked')
    """
    if isinstance(choice, str) and (contest is None or choice in (BLANK, NULL)):
        return sentence(lang, PLAIN_WORDS[choice]) if choice in PLAIN_WORDS else choice
    if contest is None:
        return str(choice)
    labels = {option.id: option.label or option.id for option in contest.options}
    if method in RANKED:
        ranks = [" = ".join(_all(rank, labels)) for rank in choice]
        return " · ".join(f"{place}. {names}" for place, names in enumerate(ranks, 1))
    if method in MARKED:
        return " · ".join(_all(choice, labels)) or sentence(lang, _NONE_MARKED)
    if isinstance(choice, Mapping):
        return " · ".join(_given(contest, labels, choice, lang)) or sentence(lang, _NONE_MARKED)
    return labels.get(choice, str(choice))


def _all(options: Any, labels: Mapping[str, str]) -> list[str]:
    return [labels.get(one, str(one)) for one in ([options] if isinstance(options, str) else options)]


def _given(contest: Contest, labels: Mapping[str, str], choice: Mapping[str, int], lang: str) -> list[str]:
    """`Option: number`, or the word of a grade, in the order of the options."""
    return [
        sentence(lang, _GIVEN, {"option": labels[option], "given": _said(contest, choice[option])})
        for option in contest.ids
        if option in choice
    ]


def _said(contest: Contest, given: int) -> str:
    return contest.grades[given] if contest.grades else str(given)

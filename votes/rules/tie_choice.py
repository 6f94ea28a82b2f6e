"""The answer of the statutes to a tie, made into the rule of a contest before it opens: nothing is left to be decided after.

A second round is no rule of the count: the tie stands, and `second_round.after_tie` makes the round from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.terms import TieRule
from votes.rules.ties import earliest_first


class TieAnswer(StrEnum):
    """The statutes clause `tie_rule`."""

    NONE = "none"
    AGE = "age"
    SENIORITY = "seniority"
    SECOND_ROUND = "second_round"
    LOT = "lot"


TIE_WORDS = {
    TieAnswer.NONE: N_("Nothing: the tie stands, and the assembly decides what follows"),
    TieAnswer.AGE: N_("Age: the eldest is preferred"),
    TieAnswer.SENIORITY: N_("Seniority: the one who joined first is preferred"),
    TieAnswer.SECOND_ROUND: N_("A second round between those who tie"),
    TieAnswer.LOT: N_("A lot, drawn from a text that is published before the vote"),
}


@dataclass(frozen=True)
class TieFacts:
    """What the answer needs: the day that orders each option (birth, or admission), the text published for a lot."""

    days: Mapping[str, date] = field(default_factory=dict)
    seed: str = ""


def with_tie_answer(contest: Contest, answer: TieAnswer, facts: TieFacts) -> Contest:
    """The contest with the tie rule that follows from the statutes' answer.

    Raises Refused where a day or the published text is missing, or where two options have the same day.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("Ada"), Option("Zoé")))
    >>> days = {"Ada": date(1980, 5, 1), "Zoé": date(1971, 2, 3)}
    >>> with_tie_answer(two, TieAnswer.AGE, TieFacts(days)).tie_order
    ('Zoé', 'Ada')
    """
    match answer:
        case TieAnswer.NONE | TieAnswer.SECOND_ROUND:
            return replace(contest, tie_rule=TieRule.NONE, tie_order=(), tie_seed="")
        case TieAnswer.LOT:
            _require_seed(facts.seed)
            return replace(contest, tie_rule=TieRule.LOT, tie_order=(), tie_seed=facts.seed)
        case TieAnswer.AGE | TieAnswer.SENIORITY:
            _require_days(contest, facts.days)
            order = earliest_first({option: facts.days[option] for option in contest.ids})
            return replace(contest, tie_rule=TieRule.ORDER, tie_order=order, tie_seed="")


def _require_seed(seed: str) -> None:
    if not seed.strip():
        message = N_(
            "A tie would be settled by lot and no text is published for it. Publish one before the vote opens, such as "
            "the numbers of a draw to come."
        )
        raise Refused("tie-seed", message)


def _require_days(contest: Contest, days: Mapping[str, date]) -> None:
    missing = [option for option in contest.ids if option not in days]
    if missing:
        message = N_(
            "A tie would be settled by a day that is not known for: %(options)s. Complete it, or choose a lot, before "
            "the vote opens."
        )
        raise Refused("tie-days", message, options=", ".join(missing))

"""Ties: an order decided before the vote (the eldest or the most senior first), or a lot that anyone can draw again.

The rule is chosen before the vote opens. Nothing here knows the order of entry: without a rule a tie stands.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from itertools import pairwise
from shlex import quote

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from votes.rules.contest import Contest
from votes.rules.terms import TieRule


def lot_order(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """The options in the order of a lot: by SHA-256 of seed, line feed and id, so that anyone can draw it again.

    The seed is published before the vote; the same seed always gives the same order.

    >>> lot_order(["Ada", "Zoé", "Noé"], "Bulletin municipal n° 214")
    ('Noé', 'Ada', 'Zoé')
    """
    return tuple(sorted(ids, key=lambda one: (sha256(f"{seed}\n{one}".encode()).digest(), one)))


def lot_number(one: str, seed: str) -> str:
    """The SHA-256 of seed, line feed and id, in hexadecimal, by which one is placed in a lot: the smallest comes first.

    >>> lot_number("Ada", "Bulletin municipal n° 214")[:8]
    '69a79c83'
    """
    return sha256(f"{seed}\n{one}".encode()).hexdigest()


def tie_order(contest: Contest) -> tuple[str, ...]:
    """All options, the one that a tie favours first; empty where the rule is that a tie stands.

    >>> from votes.rules.contest import Option
    >>> ada, zoe = Option("Ada"), Option("Zoé")
    >>> tie_order(Contest((ada, zoe), tie_rule=TieRule.ORDER, tie_order=("Zoé", "Ada")))
    ('Zoé', 'Ada')
    """
    if contest.tie_rule is TieRule.ORDER:
        return contest.tie_order
    return lot_order(contest.ids, contest.tie_seed) if contest.tie_rule is TieRule.LOT else ()


def settled(tied: Iterable[str], contest: Contest) -> tuple[str, ...]:
    """The tied options in the order of the tie rule, the favoured first; empty where the tie stands.

    >>> from votes.rules.contest import Option
    >>> settled(["Ada", "Zoé"], Contest((Option("Ada"), Option("Zoé"))))
    ()
    """
    among = set(tied)
    return tuple(option for option in tie_order(contest) if option in among)


def earliest_first(dates: Mapping[str, date]) -> tuple[str, ...]:
    """The order of a tie by birth (the eldest first) or by admission (the most senior first).

    Raises Refused where two have the same day: another rule must be chosen before the vote opens.

    >>> earliest_first({"Ada": date(1980, 5, 1), "Zoé": date(1971, 2, 3)})
    ('Zoé', 'Ada')
    """
    ordered = sorted(dates, key=lambda one: (dates[one], one))
    for one, other in pairwise(ordered):
        if dates[one] == dates[other]:
            message = N_(
                "The tie rule cannot separate %(one)s and %(other)s: the same day, %(day)s. Choose a lot, or a second "
                "round, before the vote opens."
            )
            raise Refused("tie-same-day", message, one=one, other=other, day=dates[one])
    return tuple(ordered)


def lot_draws(contest: Contest) -> tuple[tuple[str, str], ...]:
    """Each option with the SHA-256 that draws it, in the order of the lot; empty where no lot was chosen.

    >>> from votes.rules.contest import Option
    >>> two = Contest((Option("Ada"), Option("Zoé")), tie_rule=TieRule.LOT, tie_seed="Bulletin municipal n° 214")
    >>> [(option, draw[:8]) for option, draw in lot_draws(two)]
    [('Ada', '69a79c83'), ('Zoé', '8a44e09f')]
    """
    if contest.tie_rule is not TieRule.LOT:
        return ()
    seed = contest.tie_seed
    return tuple((one, lot_number(one, seed)) for one in lot_order(contest.ids, seed))


def lot_command(contest: Contest) -> str:
    r"""What to type on any machine to draw the first option of the lot again; empty where no lot was chosen.

    >>> from votes.rules.contest import Option
    >>> lot_command(Contest((Option("A"), Option("B")), tie_rule=TieRule.LOT, tie_seed="Tirage du 3 mai"))
    "printf '%s\\n%s' 'Tirage du 3 mai' A | sha256sum"
    """
    draws = lot_draws(contest)
    return f"printf '%s\\n%s' {quote(contest.tie_seed)} {quote(draws[0][0])} | sha256sum" if draws else ""

"""The count file of a vote as it opens, before any ballot; and what statutes say that a vote among options cannot follow."""

from collections.abc import Iterable

from votes.rules.contest import Contest
from votes.rules.count_data import College, CountFile
from votes.rules.method_keys import CARRIES
from votes.rules.roll import VotingRulesSnapshot
from votes.rules.terms import AbsentPolicy, Carry, CollegeTie

RESOLUTION = "resolution"


def opened_file(
    title: str, rules: VotingRulesSnapshot, contest: Contest | None = None, *, method: str, colleges: Iterable[College]
) -> CountFile:
    """The file without ballots nor numbers of people; it states no key that the method has no use for.

    Source: loi 47-1775 art. 19 octies, the statutes. Example: a tie "against" is no word of a vote among options.

    >>> rules = VotingRulesSnapshot("2026", None, None, None, Carry.PROPORTIONAL, college_tie=CollegeTie.AGAINST)
    >>> opened_file("Siège", rules, Contest(()), method="plurality", colleges=()).college_tie is None
    True
    """
    carries, decides = method in CARRIES, method == RESOLUTION
    sided = decides or rules.college_tie is not CollegeTie.AGAINST
    return CountFile(
        title=title,
        method=method,
        ballots=(),
        colleges=tuple(colleges),
        carry=rules.carry if carries else None,
        block_threshold=rules.block_threshold,
        college_tie=rules.college_tie if carries and sided else None,
        empty_college=rules.empty_college if isinstance(rules.empty_college, AbsentPolicy) else None,
        silent_college=rules.silent_college,
        base=rules.base if decides else None,
        abstention=rules.abstention if decides else None,
        majority=rules.majority if decides else None,
        contest=contest,
    )


def lacks_a_side(rules: VotingRulesSnapshot, method: str) -> bool:
    """Whether a tied college would go "against" in a vote among options, where there is no such side.

    Source: the statutes (`voting.carry`, `voting.college_tie`). Example: a plurality by blocks.

    >>> rules = VotingRulesSnapshot("2026", None, None, None, Carry.BLOCK, college_tie=CollegeTie.AGAINST)
    >>> lacks_a_side(rules, "plurality"), lacks_a_side(rules, "resolution"), lacks_a_side(rules, "approval")
    (True, False, False)
    """
    carried = method in CARRIES and method != RESOLUTION and rules.carry is Carry.BLOCK
    return carried and rules.college_tie is CollegeTie.AGAINST

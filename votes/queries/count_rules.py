"""The rules that an open vote will be counted by, as voters read them before they choose."""

from votes.queries.papers import BallotPaper
from votes.rules.method_words import METHOD_WORDS
from votes.rules.ties import lot_command, lot_draws


def count_rules(paper: BallotPaper) -> dict[str, object]:
    """What `votes/_rules.html` and `votes/_contest_rules.html` say of the vote of a ballot; no statement."""
    contest = paper.contest
    return {
        "rules": paper.rules,
        "contest": contest,
        "method_words": METHOD_WORDS,
        "draws": lot_draws(contest) if contest else (),
        "lot_command": lot_command(contest) if contest else "",
    }

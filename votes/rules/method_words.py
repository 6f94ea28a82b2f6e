"""Each counting method in plain words: its name, what it is good for, when another one serves better."""

from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class MethodWords:
    """English msgids. `unlike`: when not to use it."""

    name: str
    good_for: str
    unlike: str


METHOD_WORDS: dict[str, MethodWords] = {
    "resolution": MethodWords(
        N_("For, against or abstain"),
        N_("One text, adopted or rejected."),
        N_("Not to choose among several proposals: the first one put to the vote would have the advantage."),
    ),
    "plurality": MethodWords(
        N_("One choice"),
        N_("Everybody marks one option; the most marked wins."),
        N_("Not with close options: they split the votes between them."),
    ),
    "approval": MethodWords(
        N_("Approve as many as you like"),
        N_("Elections with several seats, choice of a date or a place: the most approved win."),
        N_("Not where members need to say by how much they prefer one."),
    ),
    "score": MethodWords(
        N_("A score for each option"),
        N_("Ordering many ideas: the scores are added up."),
        N_("Not where much is at stake: extreme scores weigh more than honest ones."),
    ),
    "points": MethodWords(
        N_("Points to share out"),
        N_("Priorities: each member spreads the same number of points."),
        N_("Not to elect one person: those who put everything on one weigh more."),
    ),
    "majority_judgment": MethodWords(
        N_("Majority judgment"),
        N_("Every option receives a word; the best median wins. Good for one place among many."),
        N_("Not for several seats that should reflect all opinions."),
    ),
    "schulze": MethodWords(
        N_("Ranking, each against each (Schulze)"),
        N_("Who would win against every other one, duel after duel."),
        N_("Not with more options than members will read and order."),
    ),
    "greedy": MethodWords(
        N_("Budget, the most approved first"),
        N_("Projects with costs: the most approved are paid for while the budget lasts."),
        N_("Not where a minority should see one project of its own funded."),
    ),
    "equal_shares": MethodWords(
        N_("Budget in equal shares"),
        N_("Projects with costs: each member has the same part of the budget to spend."),
        N_("Not where the room expects to add up the votes by hand."),
    ),
    "borda": MethodWords(
        N_("Ranking by points (Borda)"),
        N_("An option that suits nearly everybody, from an order of preference."),
        N_("Not where options may be added only to weaken another one."),
    ),
    "irv": MethodWords(
        N_("Ranking, the last one leaves (instant run-off)"),
        N_("One place, as several rounds in one ballot."),
        N_("Not for several seats, nor where a compromise that is nobody’s first choice should win."),
    ),
    "stv": MethodWords(
        N_("Ranking, proportional seats (single transferable vote)"),
        N_("Several seats that reflect the opinions of the room."),
        N_("Not where the count must be followed by hand without training."),
    ),
}

"""How a question is put to the vote, as the notice says it: in French, the language of the papers."""

from collections.abc import Mapping
from typing import Any

from foundation.kernel.money import Money
from foundation.web.rules.figures import euros_text
from votes.rules.asked_words import asked_in_french
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.plans import BallotPlan
from votes.rules.tie_choice import TieAnswer

METHODS = {
    "plurality": "un choix par bulletin, le plus de voix l’emporte",
    "approval": "vote par approbation\u202f: chaque bulletin approuve autant de choix qu’il veut",
    "score": "une note pour chaque choix, les notes sont additionnées",
    "points": "des points à répartir",
    "majority_judgment": "jugement majoritaire\u202f: une mention pour chaque choix, la meilleure médiane l’emporte",
    "schulze": "classement, chaque choix contre chaque autre (Schulze)",
    "greedy": "budget\u202f: les projets les plus approuvés sont financés tant qu’il en reste",
    "equal_shares": "budget en parts égales",
    "borda": "classement par points (Borda)",
    "irv": "classement, le dernier est éliminé à chaque tour de dépouillement",
    "stv": "classement, sièges à la proportionnelle (vote unique transférable)",
}
TIES = {
    TieAnswer.NONE: "En cas d’égalité, elle est constatée et l’assemblée en délibère.",
    TieAnswer.AGE: "En cas d’égalité, l’aîné est préféré.",
    TieAnswer.SENIORITY: "En cas d’égalité, le membre le plus ancien est préféré.",
    TieAnswer.SECOND_ROUND: "En cas d’égalité, un second tour départage.",
    TieAnswer.LOT: "En cas d’égalité, un tirage au sort départage, d’après ce texte\u202f: «\u202f{seed}\u202f».",
}


def plan_on_paper(plan: BallotPlan) -> dict[str, Any] | None:
    """How a question is put to the vote and what is chosen among; None for a resolution by open vote.

    >>> plan_on_paper(BallotPlan()) is None, plan_on_paper(BallotPlan(secret=True))["sentence"]
    (True, 'Vote au scrutin secret.')
    """
    if plan.method == RESOLUTION:
        return {"sentence": "Vote au scrutin secret.", "options": []} if plan.secret else None
    options = [_option(one, plan.details.get(one["id"], "")) for one in plan.contest["options"]]
    return {"sentence": sentence_of(plan), "options": options}


def sentence_of(plan: BallotPlan) -> str:
    """Places or budget, method, secrecy, what settles a tie, and the colleges where not all vote.

    >>> plan = BallotPlan("plurality", {"options": [{"id": "o1"}, {"id": "o2"}], "seats": 2})
    >>> print(sentence_of(plan))  # doctest: +ELLIPSIS
    2 à désigner. Mode de scrutin : un choix par bulletin, le plus de voix l’emporte, vote public. En cas...
    """
    seats, budget = plan.contest.get("seats", 1), plan.contest.get("budget_cents")
    places = f"Budget\u00a0: {_euros(budget)}." if budget else f"{seats} à désigner."
    secrecy = "scrutin secret" if plan.secret else "vote public"
    tie = TIES[plan.tie_answer].format(seed=plan.tie_seed)
    asked = f" {asked_in_french(plan.asked)}" if plan.colleges else ""
    return f"{places} Mode de scrutin\u00a0: {METHODS[plan.method]}, {secrecy}. {tie}{asked}"


def _option(option: Mapping[str, Any], more: str) -> dict[str, str]:
    cost = option.get("cost_cents")
    return {"label": option.get("label") or option["id"], "more": more, "cost": _euros(cost) if cost else ""}


def _euros(cents: int) -> str:
    return euros_text(Money(cents), "fr")

"""A resolution as the paper of its result prints it, in the shape of a vote among options (templates/documents/_scrutin.typ)."""

from fractions import Fraction
from typing import Any

from foundation.kernel.sentences import DayFirst, written
from foundation.web.rules.figures import number_text, ratio_text
from votes.models import Box, BoxResult
from votes.queries.results import published_resolution
from votes.rules.contest_paper_words import contestable_words
from votes.rules.life import counted_apart
from votes.rules.published import Published
from votes.rules.result import Votes
from votes.rules.roll import VotingRulesSnapshot, rules_from_texts
from votes.rules.terms import Abstention, Base, Carry

FR = "fr"
SIDES = ("Pour", "Contre", "Abstention")
_ABSTENTIONS = {
    Abstention.EXCLUDED: "L’abstention n’est pas un suffrage exprimé.",
    Abstention.AGAINST: "L’abstention est comptée contre.",
    Abstention.FOR: "L’abstention est comptée pour.",
}
_BASES = {
    Base.EXPRESSED: "les suffrages exprimés",
    Base.ALL: "tous les suffrages, exprimés ou non",
    Base.PRESENT: "les membres présents ou représentés",
    Base.ENTITLED: "les membres ayant droit de vote",
}
_CARRIES = {
    Carry.PROPORTIONAL: "Le poids de chaque collège se partage comme ses suffrages exprimés.",
    Carry.BLOCK: "Le poids entier d’un collège va au côté qui y est majoritaire.",
}


def resolution_on_paper(box: Box, stored: BoxResult) -> dict[str, Any]:
    """The data of one resolution. Every figure is the stored one."""
    published = published_resolution(box, stored)
    rules = rules_from_texts(box.statutes_version, box.rules)
    verdict = {True: "Résolution adoptée", False: "Résolution rejetée", None: "Sans verdict"}[published.adopted]
    return {
        "title": box.title,
        "text": box.question,
        "method": "Résolution : pour, contre ou abstention".replace(" :", "\u202f:"),
        "ballot": "secret" if box.secret else "open",
        "advisory": box.advisory,
        "round": box.round,
        "opened_at": box.opened_at,
        "closed_at": box.closed_at,
        "counted_at": counted_apart(box.closed_at, stored.closed_at),
        "verdict": {"settled": bool(published.adopted), "words": verdict},
        "winners": [],
        "tie": None,
        "reasons": stored.reasons[FR],
        "scopes": _scopes(published),
        "lines": _lines(published),
        "bars": published.base is not None,
        "merit": [],
        "duels": [],
        "rounds": None,
        "budget": None,
        "set_aside": bool(published.colleges) and not published.weighted,
        "rule": [
            *_rule_lines(rules, weighted=bool(published.colleges)),
            contestable_words(box.contestable_days),
        ],
    }


def _scopes(published: Published) -> list[dict[str, Any]]:
    deciding = [{"name": "Pondéré", "weight": None, "settled": None}] if published.weighted else []
    heads = {"name": "Par tête", "weight": None, "settled": None}
    colleges = [{"name": one.name, "weight": one.weight, "settled": None} for one in published.colleges]
    return [*deciding, heads, *colleges]


def _lines(published: Published) -> list[dict[str, Any]]:
    """For, against and abstain; nothing is carried to an abstention."""
    weighted = [ratio_text(published.for_, FR), ratio_text(published.against, FR), "–"]
    parts = (published.ratio, published.share_against, None)
    sides = [_by_side(published.votes), *(_by_side(one.votes) for one in published.colleges)]
    return [
        {
            "rank": 0,
            "label": label,
            "holds": place == 0 and bool(published.adopted),
            "tied": False,
            "part": parts[place] or Fraction(0),
            "figures": [*weighted[place : place + published.weighted], *(number_text(one[place], FR) for one in sides)],
        }
        for place, label in enumerate(SIDES)
    ]


def _by_side(votes: Votes) -> tuple[int, int, int]:
    return votes.for_, votes.against, votes.abstain


def _rule_lines(rules: VotingRulesSnapshot, *, weighted: bool) -> list[str]:
    said = []
    if rules.majority is not None:
        least = "plus de" if rules.majority.strict else "au moins"
        said.append(f"Majorité\u202f: {least} {rules.majority.value}.")
    if rules.base is not None:
        said.append(f"Elle se calcule sur {_BASES[rules.base]}.")
    if rules.abstention is not None:
        said.append(_ABSTENTIONS[rules.abstention])
    if weighted and rules.carry is not None:
        said.append(_CARRIES[rules.carry])
    said.append("Les bulletins blancs et nuls ne sont pas exprimés.")
    if rules.statutes_version:
        said.append(f"Statuts\u202f: {written(FR, DayFirst(rules.statutes_version))}.")
    return said

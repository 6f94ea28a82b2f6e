"""What papers say of a vote among options, in French: its verdict, its tie, its rules."""

from typing import Any

from foundation.kernel.money import Money
from foundation.kernel.sentences import NARROW, DayFirst, written
from votes.rules.contest import Contest
from votes.rules.published_contest import PublishedContest, Verdict
from votes.rules.roll import VotingRulesSnapshot
from votes.rules.terms import TieRule
from votes.rules.ties import lot_command

_ABSENT = {
    "void": "n’est pas exprimé",
    "equal": "est partagé à égalité entre les autres collèges, chacun plafonné à la moitié",
    "proportional": "est partagé entre les autres collèges à proportion de leurs poids, chacun plafonné à la moitié",
    "heads": f"n’est pas exprimé{NARROW}; si moins de trois collèges demeurent, chaque membre a une voix",
    "merge": "est réuni à celui du collège que désignent les statuts",
}
_TIES = {
    TieRule.NONE: "aucune règle n’avait été choisie avant le vote",
    TieRule.ORDER: "l’ordre arrêté avant le vote départage",
    TieRule.LOT: "le sort, tiré d’un texte publié avant le vote, départage",
}


def verdict_words(published: PublishedContest, *, elects: bool = False) -> str:
    """The verdict in a few words; `elects`: persons are elected, else options are retained.

    >>> from fractions import Fraction
    >>> from votes.rules.decision import Decision
    >>> from votes.rules.published_contest import Counts, Scope
    >>> nobody = Scope("heads", "", Decision((), ()), Counts(9, 0, 0, 0, 0, 0), Fraction(0))
    >>> verdict_words(PublishedContest("irv", Contest(()), (nobody,), False, ()))
    'Aucun suffrage exprimé'
    """
    held = published.named(published.decision.winners)
    names = ", ".join(held)
    several, held_word = "s" if len(held) > 1 else "", "Élu" if elects else "Retenu"
    match published.verdict:
        case Verdict.CHOSEN if published.is_budget:
            return f"Financé{several}{NARROW}: {names}"
        case Verdict.CHOSEN:
            return f"{held_word}{several}{NARROW}: {names}"
        case Verdict.PARTLY:
            rest = "une égalité demeure" if published.decision.unresolved else "des places restent vacantes"
            return f"{held_word}{several}{NARROW}: {names}{NARROW}; {rest}"
        case Verdict.TIED:
            return "Une égalité demeure"
        case Verdict.NOBODY:
            return "Personne n’est élu" if elects else "Aucune option retenue"
    return "Aucun suffrage exprimé"


def tie_words(published: PublishedContest) -> dict[str, Any] | None:
    """The tie that was met: between whom, for how many places, by which rule it was settled, and how to check a lot."""
    tie, contest = published.decision.tie, published.contest
    if tie is None:
        return None
    return {
        "between": list(published.named(tie.between)),
        "places": tie.places,
        "rule": _TIES[TieRule(tie.rule)],
        "settled": list(published.named(tie.settled)),
        "seed": contest.tie_seed,
        "command": lot_command(contest),
    }


def rule_lines(method: str, contest: Contest, rules: VotingRulesSnapshot, statutes: str) -> list[str]:
    r"""The rules that were fixed before the vote opened, a sentence each.

    >>> plain = VotingRulesSnapshot("", None, None, None)
    >>> rule_lines("plurality", Contest(()), plain, "")[-1]
    'Égalité\u202f: aucune règle n’avait été choisie avant le vote.'
    """
    said = [f"Places à pourvoir{NARROW}: {contest.seats}."] if not contest.budget_cents else []
    said += _of_ballots(method, contest)
    if contest.budget_cents:
        said.append(f"Budget{NARROW}: {written('fr', Money(contest.budget_cents))}.")
    if rules.empty_college is not None:
        said.append(f"Le poids d’un collège sans membre {_ABSENT[str(rules.empty_college)]}.")
    if rules.silent_college is not None:
        said.append(f"Le poids d’un collège sans suffrage exprimé {_ABSENT[str(rules.silent_college)]}.")
        said.append("Chaque bulletin d’un collège pèse le poids du collège divisé par les suffrages qu’il a exprimés.")
    if statutes:
        said.append(f"Statuts{NARROW}: {written('fr', DayFirst(statutes))}.")
    return [*said, f"Égalité{NARROW}: {_TIES[contest.tie_rule]}."]


def contestable_words(days: int) -> str:
    """Until when the result of a vote may be contested.

    >>> contestable_words(15)
    'Le résultat peut être contesté pendant 15 jours après sa publication.'
    """
    return f"Le résultat peut être contesté pendant {days} jour{'s' if days > 1 else ''} après sa publication."


def _of_ballots(method: str, contest: Contest) -> list[str]:
    said = []
    if contest.marks.min or contest.marks.max:
        most = contest.marks.max or len(contest.options)
        said.append(f"De {contest.marks.min} à {most} choix par bulletin.")
    if contest.approval_threshold is not None:
        said.append(f"Il faut plus de {contest.approval_threshold} des suffrages exprimés.")
    if contest.points is not None:
        points = contest.points
        spread = f"{points.max_per_option} au plus par option, sur {points.min_options} options au moins"
        said.append(f"{points.total} points par bulletin, {spread}.")
    if method == "score":
        said.append(f"Notes de 0 à {contest.max_score}.")
    if contest.grades:
        said.append(f"Mentions, de la plus basse à la plus haute{NARROW}: {', '.join(contest.grades)}.")
        if contest.default_grade is not None:
            said.append(f"Une option sans mention reçoit «{NARROW}{contest.grades[contest.default_grade]}{NARROW}».")
    return said

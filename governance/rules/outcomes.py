"""What an assembly chose among options, round after round, and how the register of decisions says it (in French)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ELECTION = "election"


@dataclass(frozen=True)
class Outcome:
    """`chosen` and `tied` are labels; `vacant` places went to nobody; `funded` where a budget was shared out."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...] = ()
    vacant: int = 0
    funded: bool = False

    @property
    def adopted(self) -> bool:
        """Something was chosen: who is elected is elected, even where a tie leaves the last place vacant.

        >>> Outcome((), ("Ada", "Zoé"), 1).adopted
        False
        """
        return bool(self.chosen)


def outcome_of_rounds(results: Sequence[Mapping[str, Any]], contest: Mapping[str, Any]) -> Outcome:
    """The outcome of one round or two, from their stored results; `contest`: that of the first round.

    Who was elected in the first round keeps the place.

    >>> options = [{"id": "A", "label": "Ada"}, {"id": "B", "label": "Zoé"}]
    >>> one = {"winners": ["A"], "unresolved_tie": False}
    >>> outcome_of_rounds([one], {"options": options, "seats": 2})
    Outcome(chosen=('Ada',), tied=(), vacant=1, funded=False)
    """
    labels = {one["id"]: one.get("label") or one["id"] for one in contest["options"]}
    last, funded = results[-1], "funded" in results[-1]
    won = [option for result in results for option in result.get("funded", result["winners"])]
    tie = last.get("tie") or {}
    tied = tie.get("between", ()) if last.get("unresolved_tie") else ()
    return Outcome(
        chosen=tuple(labels[option] for option in dict.fromkeys(won)),
        tied=tuple(labels[option] for option in tied),
        vacant=0 if funded else max(0, contest.get("seats", 1) - len(set(won))),
        funded=funded,
    )


def decision_text(text: str, outcome: Outcome, subject: str) -> str:
    """The text of a decision: what was put to the vote, then what was chosen.

    >>> print(decision_text("Trois sièges.", Outcome(("Ada", "Zoé"), vacant=1), "election"))
    Trois sièges.
    <BLANKLINE>
    Élection : Ada, Zoé. Une place reste vacante.
    """
    said = " ".join(filter(None, (_chosen(outcome, subject), _tied(outcome), _vacant(outcome))))
    return f"{text}\n\n{said}".strip()


def _chosen(outcome: Outcome, subject: str) -> str:
    if not outcome.chosen:
        return "Personne n’est élu." if subject == ELECTION else "Rien n’est retenu."
    names, several = ", ".join(outcome.chosen), len(outcome.chosen) > 1
    if subject == ELECTION:
        return f"Élection\u00a0: {names}."
    if outcome.funded:
        return f"{'Projets financés' if several else 'Projet financé'}\u00a0: {names}."
    return f"{'Choix retenus' if several else 'Choix retenu'}\u00a0: {names}."


def _tied(outcome: Outcome) -> str:
    return f"Égalité non départagée\u00a0: {', '.join(outcome.tied)}." if outcome.tied else ""


def _vacant(outcome: Outcome) -> str:
    if not outcome.vacant:
        return ""
    return "Une place reste vacante." if outcome.vacant == 1 else f"{outcome.vacant} places restent vacantes."

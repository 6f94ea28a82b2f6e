"""The decision of a contest and the steps that led to it: places, ties, figures, rounds, duels, medians."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from votes.rules.result import Reason

Ranking = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Tie:
    """Options that tie for `places` places; `settled` are those to whom the tie rule gave them, none where it stands.

    `places` is None where the tie is not for places: it is about who leaves, or about what a budget pays for.
    """

    between: tuple[str, ...]
    places: int | None
    rule: str
    settled: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The tie as the result writes it.

        >>> Tie(("A", "B"), 1, "none").as_json()
        {'between': ['A', 'B'], 'places': 1, 'rule': 'none', 'settled': []}
        """
        return {
            "between": list(self.between),
            "places": self.places,
            "rule": self.rule,
            "settled": list(self.settled),
        }


@dataclass(frozen=True)
class Round:
    """One round of a count in rounds: what each option held, who was elected or left, what went to nobody any more."""

    number: int
    votes: Mapping[str, Fraction]
    exhausted: Fraction
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    notes: tuple[Reason, ...] = ()

    def as_json(self, lang: str) -> dict[str, object]:
        """The round as the result writes it, its notes said in `lang`.

        >>> Round(1, {"A": Fraction(3)}, Fraction(0), elected=("A",)).as_json("en")["votes"]
        {'A': '3'}
        """
        return {
            "round": self.number,
            "votes": _texts(self.votes),
            "exhausted": str(self.exhausted),
            "elected": list(self.elected),
            "excluded": list(self.excluded),
            "notes": [note.said(lang) for note in self.notes],
        }


@dataclass(frozen=True)
class Funding:
    """A budget shared out: what is paid for, in what order, by which step, and what is left."""

    funded: tuple[str, ...]
    steps: Mapping[str, str]
    spent_cents: int
    left_cents: int


@dataclass(frozen=True)
class Decision:
    """The outcome of one count. `winners` hold their place for certain; what a method does not work out is None."""

    ranking: Ranking
    winners: tuple[str, ...]
    tie: Tie | None = None
    reasons: tuple[Reason, ...] = ()
    scores: Mapping[str, Fraction] | None = None
    pairwise: Mapping[tuple[str, str], Fraction] | None = None
    paths: Mapping[tuple[str, str], Fraction] | None = None
    median: Mapping[str, int] | None = None
    distribution: Mapping[str, tuple[Fraction, ...]] | None = None
    quota: Fraction | None = None
    rounds: tuple[Round, ...] = field(default=())
    funding: Funding | None = None

    @property
    def unresolved(self) -> bool:
        """Whether a tie for a place stands."""
        return self.tie is not None and not self.tie.settled

    def as_json(self, lang: str) -> dict[str, object]:
        """The figures of `scic-result/1`; what the method does not work out is left out.

        >>> Decision((("A",), ("B",)), ("A",)).as_json("en")
        {'winners': ['A'], 'ranking': [['A'], ['B']], 'unresolved_tie': False}
        """
        document: dict[str, object] = {
            "winners": list(self.winners),
            "ranking": [list(group) for group in self.ranking],
            "unresolved_tie": self.unresolved,
            "tie": self.tie and self.tie.as_json(),
            "scores": None if self.scores is None else _texts(self.scores),
            "pairwise": _duels(self.pairwise),
            "paths": _duels(self.paths),
            "median": None if self.median is None else dict(self.median),
            "distribution": self.distribution and {one: _list(parts) for one, parts in self.distribution.items()},
            "quota": None if self.quota is None else str(self.quota),
            "rounds": [one.as_json(lang) for one in self.rounds] or None,
        }
        document |= _funding(self.funding)
        return {key: value for key, value in document.items() if value is not None}


def _texts(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {option: str(number) for option, number in numbers.items()}


def _list(numbers: tuple[Fraction, ...]) -> list[str]:
    return [str(number) for number in numbers]


def _duels(numbers: Mapping[tuple[str, str], Fraction] | None) -> dict[str, str] | None:
    return None if numbers is None else {f"{one}>{other}": str(number) for (one, other), number in numbers.items()}


def _funding(funding: Funding | None) -> dict[str, object]:
    if funding is None:
        return {}
    return {
        "funded": list(funding.funded),
        "completion": dict(funding.steps),
        "spent_cents": funding.spent_cents,
        "left_cents": funding.left_cents,
    }

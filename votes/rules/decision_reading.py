"""A decision read back from `scic-result/1`: exact numbers again. What was said of it stays where it was stored."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from votes.rules.decision import Decision, Funding, Round, Tie


def read_decision(data: Mapping[str, Any]) -> Decision:
    """The decision of a stored result, of its heads or of one college, without its sentences.

    >>> read_decision({"winners": ["A"], "ranking": [["A"], ["B"]], "scores": {"A": "7/12", "B": "5/12"}}).scores["A"]
    Fraction(7, 12)
    """
    ids = frozenset(option for group in data["ranking"] for option in group)
    return Decision(
        ranking=tuple(tuple(group) for group in data["ranking"]),
        winners=tuple(data["winners"]),
        tie=_tie(data.get("tie")),
        scores=_numbers(data.get("scores")),
        pairwise=_duels(data.get("pairwise"), ids),
        paths=_duels(data.get("paths"), ids),
        median=data.get("median"),
        distribution=_distribution(data.get("distribution")),
        quota=Fraction(data["quota"]) if "quota" in data else None,
        rounds=tuple(_round(one) for one in data.get("rounds", ())),
        funding=_funding(data),
    )


def _tie(data: Mapping[str, Any] | None) -> Tie | None:
    if not data:
        return None
    return Tie(tuple(data["between"]), data["places"], data["rule"], tuple(data["settled"]))


def _numbers(data: Mapping[str, str] | None) -> dict[str, Fraction] | None:
    return None if data is None else {option: Fraction(text) for option, text in data.items()}


def _duels(data: Mapping[str, str] | None, ids: frozenset[str]) -> dict[tuple[str, str], Fraction] | None:
    """By (one, other). `A>B` names two options; where an id holds the sign itself, the cut is where both are known."""
    return None if data is None else {_pair(key, ids): Fraction(text) for key, text in data.items()}


def _pair(key: str, ids: frozenset[str]) -> tuple[str, str]:
    pieces = key.split(">")
    pairs = [(">".join(pieces[:cut]), ">".join(pieces[cut:])) for cut in range(1, len(pieces))]
    return next((pair for pair in pairs if ids.issuperset(pair)), pairs[0])


def _distribution(data: Mapping[str, list[str]] | None) -> dict[str, tuple[Fraction, ...]] | None:
    return None if data is None else {option: tuple(Fraction(text) for text in parts) for option, parts in data.items()}


def _round(data: Mapping[str, Any]) -> Round:
    return Round(
        number=data["round"],
        votes=_numbers(data["votes"]) or {},
        exhausted=Fraction(data["exhausted"]),
        elected=tuple(data["elected"]),
        excluded=tuple(data["excluded"]),
    )


def _funding(data: Mapping[str, Any]) -> Funding | None:
    if "funded" not in data:
        return None
    return Funding(tuple(data["funded"]), data["completion"], data["spent_cents"], data["left_cents"])

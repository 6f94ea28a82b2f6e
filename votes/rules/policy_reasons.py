"""Why colleges weighed as they did, in sentences: empty, silent and tied colleges, and who weighs more for it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from foundation.kernel.sentences import N_
from votes.rules.result import Policy, Reason

_ABSENT = {
    ("empty_college", "void"): N_("Without anybody entitled to vote: %(colleges)s. This weight is not expressed."),
    ("empty_college", "equal"): N_(
        "Without anybody entitled to vote: %(colleges)s. This weight is shared equally among the other colleges, "
        "none being lifted above 1/2."
    ),
    ("empty_college", "proportional"): N_(
        "Without anybody entitled to vote: %(colleges)s. This weight is shared among the other colleges in proportion "
        "to theirs, none being lifted above 1/2."
    ),
    ("silent_college", "void"): N_("Without any vote expressed: %(colleges)s. This weight is not expressed."),
    ("silent_college", "equal"): N_(
        "Without any vote expressed: %(colleges)s. This weight is shared equally among the other colleges, none being "
        "lifted above 1/2."
    ),
    ("silent_college", "proportional"): N_(
        "Without any vote expressed: %(colleges)s. This weight is shared among the other colleges in proportion to "
        "theirs, none being lifted above 1/2."
    ),
    ("college_tie", "void"): N_("No side carries the block of: %(colleges)s. This weight is not expressed."),
    ("college_tie", "split"): N_("No side carries the block of: %(colleges)s. This weight is split in two halves."),
    ("college_tie", "against"): N_("No side carries the block of: %(colleges)s. This weight goes against."),
}
_HEADS = {
    "empty_college": N_(
        "Without anybody entitled to vote: %(colleges)s. Fewer than three colleges remain: one member, one vote."
    ),
    "silent_college": N_(
        "Without any vote expressed: %(colleges)s. Fewer than three colleges remain: one member, one vote."
    ),
}


class Weighing(Protocol):
    """A college as a result shows it: what it weighs in the file, and once settled."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def weight(self) -> Fraction:
        """Its weight in the file."""

    @property
    def settled_weight(self) -> Fraction:
        """What it weighed on this question."""


def policy_reasons(policies: Sequence[Policy], colleges: Sequence[Weighing], *, by_heads: bool) -> list[Reason]:
    """The sentences, in the order in which the policies apply. `by_heads`: the colleges were set aside.

    >>> [reason.said("en") for reason in policy_reasons([Policy("silent_college", "void", ("c",))], [], by_heads=False)]
    ['Without any vote expressed: c. This weight is not expressed.']
    """
    return [_policy(policy, by_heads=by_heads) for policy in policies] + _changed_weights(colleges)


def _policy(policy: Policy, *, by_heads: bool) -> Reason:
    colleges = {"colleges": policy.colleges}
    if policy.value == "heads":
        void = _ABSENT[policy.key, "void"]
        return Reason(_HEADS[policy.key] if by_heads else void, colleges)
    return Reason(_ABSENT[policy.key, policy.value], colleges)


def _changed_weights(colleges: Sequence[Weighing]) -> list[Reason]:
    """Which colleges weigh more than their statutes' weight because others are absent."""
    message = N_("%(college)s weighs %(settled)s on this question instead of %(weight)s.")
    return [
        Reason(message, {"college": (line.id,), "settled": line.settled_weight, "weight": line.weight})
        for line in colleges
        if line.settled_weight > line.weight
    ]

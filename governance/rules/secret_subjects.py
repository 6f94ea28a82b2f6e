"""Which questions the statutes want secret, and the smallest group that such a vote keeps secret (loi 47-1775 art. 8)."""

from collections.abc import Collection
from dataclasses import replace

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules.law import DEFAULT_SECRET_GROUP, SMALLEST_SECRET_GROUP
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.plans import BallotPlan

SOURCE = "loi 47-1775 art. 8, statuts (secret_ballots.required_for)"
SUBJECT_NAMES = {
    "election": N_("elections"),
    "removal": N_("removals from office"),
    "exclusion": N_("exclusions"),
    "resolution": N_("resolutions"),
}
_REQUIRED = N_("The statutes require a secret ballot for this subject: tick “Secret ballot”.")


def subject_of(plan: BallotPlan) -> str:
    """The word of the statutes for what a question is about; empty where they have none.

    >>> subject_of(BallotPlan()), subject_of(BallotPlan(subject="election"))
    ('resolution', 'election')
    """
    return plan.subject or ("resolution" if plan.method == RESOLUTION else "")


def check_secrecy(plan: BallotPlan, required_for: Collection[str]) -> None:
    """Refuse an open vote on what the statutes want secret.

    Source: loi 47-1775 art. 8, statutes (`secret_ballots.required_for`). Example: an open election.

    >>> check_secrecy(BallotPlan(subject="election"), ["election"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The statutes require a secret ballot for this subject...
    """
    if not plan.secret and subject_of(plan) in required_for:
        raise Refused("secret-required", _REQUIRED, rule=46, source=SOURCE)


def with_smallest_group(plan: BallotPlan, minimum_group: int | None) -> BallotPlan:
    """The plan with the larger of its own smallest group and that of the statutes (5 where they are silent, never under 3).

    Source: rule 46 of the compliance table. Example: statutes of eight voters, a plan of five.

    >>> with_smallest_group(BallotPlan(secret=True), 8).minimum_group
    8
    """
    stated = DEFAULT_SECRET_GROUP if minimum_group is None else minimum_group
    return replace(plan, minimum_group=max(stated, plan.minimum_group, SMALLEST_SECRET_GROUP))

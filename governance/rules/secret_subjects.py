"""Which questions the statutes want secret, and the smallest group that such a vote keeps secret (loi 47-1775 art. 8)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from statutes.rules.law import DEFAULT_SECRET_GROUP, SMALLEST_SECRET_GROUP
from votes.rules.ballot_choices import RESOLUTION
from votes.rules.plans import BallotPlan

SOURCE = "loi 47-1775 art. 8, statuts (secret_ballots.required_for)"
ELECTION, ON_RESOLUTIONS = "election", "resolution"
SUBJECT_NAMES = {
    ELECTION: N_("elections"),
    "removal": N_("removals from office"),
    "exclusion": N_("exclusions"),
    ON_RESOLUTIONS: N_("resolutions"),
}
_REQUIRED = N_("The statutes require a secret ballot for this subject: tick “Secret ballot”.")
_NAMED = N_(
    "The statutes require elections to be secret (secret_ballots.required_for), and these answers are members: %(names)s. "
    "Asked openly, everybody would read who prefers whom: put it on the agenda, or in a consultation, as a secret ballot."
)
_AMONG_MEMBERS = N_(
    "These options are members: %(names)s. A choice among members is an election, and the statutes require elections to be "
    "secret (secret_ballots.required_for): tick “Secret ballot”."
)
_AFTER_NAME = re.compile(r"[,;:(\[|/]|\s[-–—]\s")


def subjects_of(plan: BallotPlan) -> frozenset[str]:
    """The words of the statutes for what a question is about: its subject, and "resolution" where it is one besides.

    A choice among members is an election, whatever it was called. Example: an exclusion by for or against is both.

    >>> sorted(subjects_of(BallotPlan(subject="exclusion")))
    ['exclusion', 'resolution']
    >>> sorted(subjects_of(BallotPlan("approval", members={"o1": 12})))
    ['election']
    """
    found = {plan.subject} if plan.subject else set()
    if plan.method == RESOLUTION:
        found.add(ON_RESOLUTIONS)
    if plan.members and not plan.subject:
        found.add(ELECTION)
    return frozenset(found)


def check_secrecy(plan: BallotPlan, required_for: Collection[str], *, named: Collection[str] = ()) -> None:
    """Refuse an open vote on what the statutes want secret.

    `named`: the options that are names of members, typed without their numbers; said to be about anything else, it is an
    election all the same. Source: loi 47-1775 art. 8, statutes (`secret_ballots.required_for`). Example: an open election.

    >>> check_secrecy(BallotPlan(subject="election"), ["election"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The statutes require a secret ballot for this subject...
    """
    if not plan.secret and not subjects_of(plan).isdisjoint(required_for):
        raise Refused("secret-required", _REQUIRED, rule=46, source=SOURCE)
    if named and not plan.secret and not plan.subject and ELECTION in required_for:
        raise Refused("secret-required", _AMONG_MEMBERS, rule=46, source=SOURCE, names=", ".join(named))


def check_secret_advice(plan: BallotPlan, required_for: Collection[str], *, named: Collection[str] = ()) -> None:
    """The same of a question that asks for advice: it resolves nothing, and a choice among members elects nobody, but tells.

    `named`: the options that are names of members. Source: the same. Example: "who should preside?", openly.

    >>> check_secret_advice(BallotPlan(), ["resolution", "election"])
    >>> check_secret_advice(BallotPlan("plurality"), ["election"], named=["Ada Brume"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The statutes require elections to be secret (secret_ballots.required_for), and...
    """
    asked = subjects_of(plan) - {ON_RESOLUTIONS}
    if plan.secret or not ((asked | {ELECTION} if named else asked) & set(required_for)):
        return
    if ELECTION in asked or not named:
        raise Refused("secret-required", _REQUIRED, rule=46, source=SOURCE)
    raise Refused("secret-required", _NAMED, rule=46, source=SOURCE, names=", ".join(named))


def options_naming(labels: Iterable[str], names: Iterable[str]) -> list[str]:
    """The labels that are names of members, in whatever order, case and accents; what follows a comma or a bracket is left out.

    Source: loi 47-1775 art. 8. Example: "ABIVEN Solène (jardinière)" is Solène Abiven, "Chez Solène Abiven" is a place.

    >>> options_naming(["ABIVEN Solène (jardinière)", "Chez Solène Abiven", "Blanc"], ["Solène Abiven"])
    ['ABIVEN Solène (jardinière)']
    """
    known = {_words(name) for name in names}
    return [label for label in labels if _words(_AFTER_NAME.split(label, maxsplit=1)[0]) in known - {()}]


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(sort_key(text).split()))


def with_smallest_group(plan: BallotPlan, minimum_group: int | None) -> BallotPlan:
    """The plan with the larger of its own smallest group and that of the statutes (5 where they are silent, never under 3).

    Source: rule 46 of the compliance table. Example: statutes of eight voters, a plan of five.

    >>> with_smallest_group(BallotPlan(secret=True), 8).minimum_group
    8
    """
    stated = DEFAULT_SECRET_GROUP if minimum_group is None else minimum_group
    return replace(plan, minimum_group=max(stated, plan.minimum_group, SMALLEST_SECRET_GROUP))

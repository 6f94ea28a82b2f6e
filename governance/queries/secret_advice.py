"""Which questions the statutes want secret because their options are members: an open choice tells who prefers whom."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from governance.rules.consultations import AskKind
from governance.rules.secret_subjects import check_secret_advice, options_naming
from membership.queries.roll import MemberOn, members_on
from statutes.models import StatutesVersion
from statutes.queries import version_on
from votes.rules.plans import BallotPlan, plan_from_json


def refuse_open_election(
    plan: BallotPlan, kind: str, *, version: StatutesVersion | None, members: Iterable[MemberOn]
) -> None:
    """Refused where the statutes want elections secret and an open question names members as its options.

    The premises of a member may be a choice of a place: there, persons alone are looked for.
    """
    if not required_by(version) or plan.secret:
        return
    labels = [one.get("label", "") for one in plan.contest.get("options", ())]
    known = [one for one in members if kind != AskKind.PLACE or one.kind == "person"]
    named = options_naming(labels, (name for one in known for name in (one.name, one.formal_name)))
    check_secret_advice(plan, required_by(version), named=named)


def refuse_as_written(ballot: Mapping[str, Any], kind: str, on: date) -> None:
    """The same while the question is written, by the statutes and the members of the day it would open."""
    version = version_on(on)
    if required_by(version) and not ballot["secret"]:
        refuse_open_election(plan_from_json(ballot), kind, version=version, members=members_on(on))


def persons_named(plan: BallotPlan, on: date) -> list[str]:
    """The options of an open question about "anything else" that are persons among the members of the day."""
    labels = [one.get("label", "") for one in plan.contest.get("options", ())]
    if not labels or plan.secret or plan.subject:
        return []
    persons = [one for one in members_on(on) if one.kind == "person"]
    return options_naming(labels, (name for one in persons for name in (one.name, one.formal_name)))


def required_by(version: StatutesVersion | None) -> tuple[str, ...]:
    """What the statutes want voted on in secret."""
    return (version.statutes.secret_ballots.required_for if version else None) or ()

"""What shares join to the application: the ears for what membership tells and asks."""

from collections.abc import Collection
from datetime import date, datetime

from flask import Flask

from foundation.kernel.audit import Actor
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.queries.candidates import Examined, Judged
from membership.rules.candidates import Finding
from membership.rules.panels import Panel
from membership.rules.proposals import Proposal
from membership.signals import (
    candidate_examined,
    card_opened,
    exit_asked,
    exit_foreseen,
    exit_taken_back,
    holdings_asked,
    memberships_taken_back,
    proposals_asked,
    records_merged,
    records_unmerged,
)
from shares.queries.candidates import judge_candidates
from shares.queries.consequences import effects_of_exit, proposals_of_shares
from shares.queries.panels import shares_panel
from shares.queries.positions import positions_of, positions_on
from shares.services.following import join_accounts, part_accounts
from shares.services.leaving import leave_queue, queue_exit


def init_app(_app: Flask) -> None:
    """Accounts follow records, candidates are judged, exits foreseen."""
    records_merged.connect(join_accounts)
    records_unmerged.connect(part_accounts)
    candidate_examined.connect(_judge)
    exit_foreseen.connect(_foresee)
    exit_asked.connect(_queue)
    exit_taken_back.connect(_leave_queue)
    card_opened.connect(_show)
    proposals_asked.connect(_propose)
    holdings_asked.connect(_holdings)
    memberships_taken_back.connect(_keep_holders)


def _keep_holders(member_ids: Collection[int], **_act: object) -> None:
    """An import of members is not taken back under those whose account has moved since."""
    held = positions_of(list(member_ids), date.max)
    if any(not position.is_nothing for position in held.values()):
        raise Refused(
            "shares-stand",
            N_("Members of this import hold shares or money since: take these operations back first, in the register."),
        )


def _judge(examined: Examined) -> dict[int, Judged]:
    return judge_candidates(examined)


def _foresee(member: Member, *, on: date, today: date) -> list[Finding]:
    return effects_of_exit(member, on, today)


def _queue(member: Member, *, fact: MembershipFact, paid_to: tuple[str, str], actor: Actor, at: datetime) -> None:
    queue_exit(member, fact, paid_to=paid_to, actor=actor, at=at)


def _leave_queue(member: Member, *, fact: MembershipFact, motive: str, actor: Actor, at: datetime) -> None:
    leave_queue(member, fact, motive=motive, actor=actor, at=at)


def _show(member: Member, *, on: date, known_at: datetime | None) -> Panel:
    return shares_panel(member, on, known_at)


def _propose(on: date) -> list[Proposal]:
    return proposals_of_shares(on)


def _holdings(member_ids: Collection[int], *, on: date) -> dict[int, tuple[int, int]]:
    """Shares and cents of each of these members, for the letters that name them."""
    wanted = set(member_ids)
    return {
        member: (found.shares, found.subscribed_cents) for member, found in positions_on(on).items() if member in wanted
    }

"""What shares join to the application: the ears for what membership tells and asks."""

from datetime import date

from flask import Flask

from membership.models.members import Member
from membership.queries.candidates import Examined, Judged
from membership.rules.candidates import Finding
from membership.rules.proposals import Proposal
from membership.signals import (
    candidate_examined,
    exit_foreseen,
    proposals_asked,
    records_merged,
    records_unmerged,
)
from shares.queries.candidates import judge_candidates
from shares.queries.consequences import effects_of_exit, proposals_of_shares
from shares.services.following import join_accounts, part_accounts


def init_app(_app: Flask) -> None:
    """Accounts follow records, candidates are judged, exits foreseen."""
    records_merged.connect(join_accounts)
    records_unmerged.connect(part_accounts)
    candidate_examined.connect(_judge)
    exit_foreseen.connect(_foresee)
    proposals_asked.connect(_propose)


def _judge(examined: Examined) -> dict[int, Judged]:
    return judge_candidates(examined)


def _foresee(member: Member, *, on: date) -> list[Finding]:
    return effects_of_exit(member, on)


def _propose(on: date) -> list[Proposal]:
    return proposals_of_shares(on)

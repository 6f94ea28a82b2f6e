"""What shares say of an exit to come, and what they propose to the desk."""

from datetime import date

from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.members import Member
from membership.queries.register import SORT_KEY, register
from membership.queries.roll import member_of
from membership.rules.candidates import Finding
from membership.rules.proposals import Act, Proposal
from shares.queries.arrears import arrears_on
from shares.queries.claims import claim_accounts
from shares.queries.positions import holdings_on
from shares.queries.previews import leaving_preview
from shares.rules.effects import effects_of_leaving
from statutes.queries import version_on


def effects_of_exit(member: Member, on: date, today: date) -> list[Finding]:
    """What becomes of somebody's shares and money after an exit whose first day without membership is `on`; few statements."""
    version = version_on(min(on, today))
    if version is None:
        return []
    return effects_of_leaving(leaving_preview(version.statutes, member, None, rank_on=on, asked_on=today), on)


def proposals_of_shares(on: date) -> list[Proposal]:
    """Former members whose shares are in no queue, and called shares unpaid long after the notice; few statements."""
    waiting = {one.request.member_id for one in claim_accounts(on) if one.waits}
    held = {member: shares for member, shares in holdings_on(on).items() if shares > 0 and member not in waiting}
    former = register(on).former().order_by(SORT_KEY)
    leavers = [member_of(row) for row in db.session.execute(former)]
    found = [
        Proposal(
            "former-holder",
            N_("%(name)s is no longer a member and still holds %(shares)s shares, in no queue of refunds."),
            {"name": one.name, "shares": held[one.member_id]},
            number=one.number,
            name=one.name,
            since=one.since,
            acts=(Act(N_("Shares and movements"), "shares.account", {"number": one.number}, primary=True),),
            source="loi 47-1775 art. 18",
        )
        for one in leavers
        if one.member_id in held
    ]
    return found + _unpaid(on)


def _unpaid(on: date) -> list[Proposal]:
    version = version_on(on)
    late = arrears_on(on, version.statutes.legal_form) if version else {}
    open_ones = {member: one for member, one in late.items() if one.exclusion_on is not None and one.exclusion_on <= on}
    if not open_ones:
        return []
    members = db.session.execute(select(Member).where(Member.id.in_(open_ones))).scalars()
    return [
        Proposal(
            "unpaid",
            N_("%(name)s owes %(amount)s on called shares, three months after the notice: exclusion by law is open."),
            {"name": one.name, "amount": open_ones[one.id].unpaid},
            number=one.number,
            name=one.name,
            since=open_ones[one.id].exclusion_on,
            acts=(Act(N_("Shares and movements"), "shares.account", {"number": one.number}, primary=True),),
            source="loi 47-1775 art. 12",
            urgent=True,
        )
        for one in members
    ]

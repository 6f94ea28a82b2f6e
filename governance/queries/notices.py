"""Convening: what would block it, who is reached how, and the proof once it left (rules 25, 26, 27)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from foundation.kernel.db import db
from foundation.mailing.models import Mail, MailFact
from foundation.mailing.rules.delivery import FactKind
from governance.models import Assembly, NoticeSending
from governance.queries.assemblies import first_assembly
from governance.queries.ruling import Ruling, ruling_of
from governance.rules.channels import Reach, Route, consent_findings, route
from governance.rules.convocation import NoticeDraft, notice_obstacles
from governance.rules.obstacles import Obstacle
from membership.queries.reach import failing_addresses
from membership.queries.roll import MemberOn, members_on

ANSWERED = (FactKind.SENT, FactKind.DELAYED, FactKind.REFUSED, FactKind.ABANDONED)


@dataclass(frozen=True)
class Addressee:
    """A member to convene, and by which channel."""

    member: MemberOn
    route: Route


def day_of(assembly: Assembly, at: datetime) -> date:
    """The day that it is where the assembly meets."""
    return at.astimezone(ZoneInfo(assembly.zone)).date()


def notice_draft(assembly: Assembly, ruling: Ruling, on: date) -> NoticeDraft:
    """The notice as it would leave on the day `on`."""
    days, source = ruling.notice()
    company, first = ruling.statutes.company, first_assembly(assembly)
    return NoticeDraft(
        sent_on=on,
        meets_on=assembly.meets_on,
        required_days=days,
        required_source=source,
        place=assembly.place,
        agenda_titles=tuple(item.title for item in assembly.items),
        resolutions_without_text=tuple(
            item.title for item in assembly.items if item.question and not item.text.strip()
        ),
        questions_email=assembly.questions_email,
        registered_office=company.registered_office or "",
        registration=" ".join(filter(None, (company.siren, company.registry)))
        if company.siren and company.registry
        else "",
        is_second=assembly.convening > 1,
        first_held_on=first.meets_on if first else None,
    )


def obstacles_to_convening(assembly: Assembly, at: datetime) -> list[Obstacle]:
    """What blocks the notice or deserves a warning, were it sent at `at`."""
    ruling, on = ruling_of(assembly), day_of(assembly, at)
    routes = [one.route for one in addressees(assembly, ruling, on)]
    return notice_obstacles(notice_draft(assembly, ruling, on)) + consent_findings(routes, assembly.meets_on)


def addressees(assembly: Assembly, ruling: Ruling, on: date) -> list[Addressee]:
    """Every member of the register on that day: all are entitled to attend, with or without a share to vote with."""
    allowed, form = ruling.remote_rules().channels, ruling.statutes.legal_form
    failing = failing_addresses()
    return [
        Addressee(
            member,
            route(
                Reach(
                    form,
                    tuple(allowed),
                    member.email,
                    member.email_agreed_on,
                    assembly.meets_on,
                    fails=member.email.lower() in failing,
                    by_post=bool(member.address) and not member.post_returned,
                )
            ),
        )
        for member in members_on(on)
    ]


def sendings(assembly: Assembly) -> list[NoticeSending]:
    """The proof of convening, one fact a member, in order of name."""
    wanted = select(NoticeSending).where(NoticeSending.assembly_id == assembly.id).order_by(NoticeSending.id)
    return list(db.session.execute(wanted).scalars())


def proof_statement(assembly_id: int) -> Select[*tuple[Any, ...]]:
    """One row a member: the sending, the state of its mail, and the last answer of the server that took or refused it."""
    last = (
        select(func.max(MailFact.id))
        .where(MailFact.mail_id == Mail.id, MailFact.kind.in_(ANSWERED))
        .correlate(Mail)
        .scalar_subquery()
    )
    return (
        select(
            NoticeSending.id,
            NoticeSending.name,
            NoticeSending.channel,
            NoticeSending.address,
            NoticeSending.at,
            NoticeSending.mail_id,
            Mail.state,
            Mail.sent_at,
            Mail.attempts,
            MailFact.answer,
            MailFact.at.label("answered_at"),
        )
        .outerjoin(Mail, Mail.id == NoticeSending.mail_id)
        .outerjoin(MailFact, MailFact.id == last)
        .where(NoticeSending.assembly_id == assembly_id)
    )


def channel_counts(assembly: Assembly) -> dict[str, int]:
    """How many members were convened by each channel."""
    columns = (NoticeSending.channel, func.count())
    wanted = select(*columns).where(NoticeSending.assembly_id == assembly.id).group_by(NoticeSending.channel)
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def mail_counts(assembly: Assembly) -> dict[str, int]:
    """How many of the e-mails stand in each state."""
    wanted = (
        select(Mail.state, func.count())
        .join(NoticeSending, NoticeSending.mail_id == Mail.id)
        .where(NoticeSending.assembly_id == assembly.id)
        .group_by(Mail.state)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}

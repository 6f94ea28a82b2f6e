"""What an erasure touches, as steps: the same step tells how much there is (preview) and is done afterwards.

A step empties columns, or deletes rows, of one table. In a table of facts only its erasable columns can be emptied
(`foundation/kernel/ledger.py`): what a seal covers is never among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, exists, func, or_, select, true, update

from foundation.accounts.models import ApiToken, SignInSession, SignInToken
from foundation.accounts.rules.events import AccountEvent
from foundation.documents.models import Deposit, IssuedDocument
from foundation.kernel.audit import AuditEntry
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db, table_of
from foundation.kernel.ledger import AppendOnly, erase
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail, MailAttachment, MailFact, MailFile
from foundation.mailing.rules.delivery import MailState
from governance.models import Assembly, BodyMeeting, BodySeatFact, Follower, NoticeSending, OutsideHolder
from governance.rules.events import Event
from membership.models.dispatches import Dispatch, DispatchRecipient
from membership.queries.dispatches import LETTERS
from pole.actors.models import Referral, ReferralFact
from pole.evaluations.models import Campaign, CampaignSubject, Guest
from pole.programme.models import Contribution
from pole.workshops.models import Workshop, WorkshopFinding, WorkshopPerson
from privacy.rules.retention import Key, latest_start
from spreadsheets.models import ImportBatch, ImportReport
from statutes.queries import version_on
from treasury.models import PayeeAccount, Settlement, StoredLine
from treasury.queries.payouts import payouts

__all__ = ["SIGN_INS", "Step", "sign_in_leftovers", "steps_of_table"]

SIGN_INS = (
    AccountEvent.LINK_REQUESTED,
    AccountEvent.SIGNED_IN,
    AccountEvent.SIGNED_OUT,
    AccountEvent.SESSIONS_REVOKED,
)
AT_THE_DOOR = (
    Event.MEMBER_ARRIVED,
    Event.MEMBER_LEFT,
    Event.HOLDER_ARRIVED,
    Event.HOLDER_LEFT,
    Event.PROXY_REGISTERED,
)


@dataclass(frozen=True)
class Step:
    """Empty these columns (`values`), the erasable ones of a fact (`columns`), or delete, where the conditions hold."""

    label: str
    model: type[Any]
    conditions: tuple[Any, ...]
    values: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    deletes: bool = False

    def count(self) -> int:
        """How many rows would be touched; one statement."""
        wanted = select(func.count()).select_from(self.model).where(*self.conditions, self._still_there())
        return int(db.session.execute(wanted).scalar_one())

    def do(self) -> int:
        """Do it; how many rows were touched."""
        if self.deletes:
            return _touched(delete(self.model).where(*self.conditions))
        if issubclass(self.model, AppendOnly):
            return erase(self.model, *self.conditions, only=self.columns)
        return _touched(update(self.model).where(*self.conditions, self._still_there()).values(self.values))

    def _still_there(self) -> Any:
        if self.deletes:
            return true()
        erasable = getattr(self.model, "__erasable__", {})
        empty = self.values or {name: erasable[name] for name in self.columns or erasable}
        columns = table_of(self.model).columns
        return or_(*(columns[name].is_distinct_from(value) for name, value in empty.items()))


def _touched(statement: Any) -> int:
    done: Any = db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.expire_all()
    return int(done.rowcount)


def steps_of_table(key: Key, months: int, on: date) -> list[Step]:
    """The steps of a kind of data that is judged by its own days, not by somebody's."""
    before = latest_start(months, on)
    builders = {
        Key.VOUCHERS: _vouchers,
        Key.PAYEES: _payees,
        Key.ATTENDANCE: _attendance,
        Key.WORKSHOPS: _workshops,
        Key.PROJECTS: _projects,
        Key.VIEWPOINTS: _viewpoints,
        Key.EVALUATIONS: _evaluations,
        Key.MAILS: _mails,
        Key.IMPORTS: _imports,
        Key.SIGN_INS: _sign_ins,
    }
    return builders[key](before, on) if key in builders else []


def _vouchers(before: date, on: date) -> list[Step]:
    last = _year_end_before(before, on)
    return [
        Step(N_("Bank lines: words, names and IBAN"), StoredLine, (StoredLine.booked_on <= last,)),
        Step(N_("Names of payers"), Settlement, (Settlement.on_day <= last,)),
    ]


def _year_end_before(before: date, on: date) -> date:
    """The last end of a financial year before a day; 31 December where no statutes tell."""
    version = version_on(on)
    month, day = map(int, (version.statutes.year_end if version else "12-31").split("-"))
    for year in (before.year, before.year - 1):
        for last in (day, 29, 28):
            try:
                end = date(year, month, last)
            except ValueError:
                continue
            if end < before:
                return end
            break
    return date(before.year - 1, 1, 1)


def _payees(_before: date, on: date) -> list[Step]:
    waiting = {one.key for one in payouts(on)}
    rows = db.session.execute(select(PayeeAccount.id, PayeeAccount.claim_id, PayeeAccount.settlement_id))
    idle = [row.id for row in rows if (f"c{row.claim_id}" if row.claim_id else f"h{row.settlement_id}") not in waiting]
    return [
        Step(N_("Bank accounts that no refund waits for"), PayeeAccount, (PayeeAccount.id.in_(idle),), deletes=True)
    ]


def _attendance(before: date, _on: date) -> list[Step]:
    closed = select(Assembly.id).where(Assembly.closed_at < _moment(before))
    mails = select(NoticeSending.mail_id).where(
        NoticeSending.assembly_id.in_(closed), NoticeSending.mail_id.is_not(None)
    )
    return [
        Step(N_("E-mails of proxy holders from outside"), OutsideHolder, (OutsideHolder.assembly_id.in_(closed),)),
        Step(N_("Addresses of notices"), NoticeSending, (NoticeSending.assembly_id.in_(closed),)),
        Step(N_("Names in the audit trail of assemblies"), AuditEntry, _told_at_the_door(closed)),
        *_of_mails(N_("Mails of notices"), Mail.id.in_(mails)),
        *_bodies(before),
    ]


def _bodies(before: date) -> list[Step]:
    """Who sat in a body and left, who came to its meetings: what they decided stays in the register."""
    left = select(BodySeatFact.seat_id).where(BodySeatFact.event == "left", BodySeatFact.on < before)
    seats = or_(BodySeatFact.id.in_(left), BodySeatFact.seat_id.in_(left))
    empty = {"present": "", "excused": ""}
    return [
        Step(N_("Names of those who left a body"), BodySeatFact, (seats,)),
        Step(N_("Names at the meetings of bodies"), BodyMeeting, (BodyMeeting.held_on < before,), values=empty),
    ]


def _workshops(before: date, _on: date) -> list[Step]:
    """Who took part in workshops that closed long ago: counts, hours, amounts, findings and works stay."""
    closed = select(Workshop.id).where(Workshop.closed_on < before)
    theirs = WorkshopPerson.workshop_id.in_(closed)
    told = WorkshopFinding.workshop_id.in_(closed)
    return [
        Step(N_("Photos, files and signed papers of workshops"), Deposit, _handed_in(closed, theirs)),
        Step(N_("People in workshops: name, contact, account"), WorkshopPerson, (theirs,), values=NOBODY_THERE),
        Step(
            N_("Names in the findings of workshops"), WorkshopFinding, (told,), values={"author": "", "recorded_by": ""}
        ),
        Step(N_("Facilitators of workshops"), Workshop, (Workshop.id.in_(closed),), values={"facilitator": ""}),
    ]


NOBODY_THERE: dict[str, Any] = {"name": "", "contact": "", "account_id": None, "member_id": None}


def _handed_in(closed: Any, theirs: Any) -> tuple[Any, ...]:
    people = db.session.execute(select(WorkshopPerson.id).where(theirs)).scalars()
    subjects = [f"workshop:{one}" for one in db.session.execute(closed).scalars()]
    subjects += [f"workshop-person:{one}" for one in people]
    return (Deposit.about.in_(subjects),)


def _projects(before: date, _on: date) -> list[Step]:
    old = select(Referral.id).where(Referral.received_on < before)
    empty = {"name": "", "contact": "", "project": ""}
    return [
        Step(N_("People with a project: name, contact, project"), Referral, (Referral.id.in_(old),), values=empty),
        Step(N_("What was written of each step of a project"), ReferralFact, (ReferralFact.referral_id.in_(old),)),
    ]


def _viewpoints(before: date, _on: date) -> list[Step]:
    return [Step(N_("Names of those who gave a viewpoint"), Contribution, (Contribution.given_on < before,))]


def _evaluations(before: date, _on: date) -> list[Step]:
    closed = select(Campaign.id).where(Campaign.opened_at.is_not(None), Campaign.closes_at < _moment(before))
    subjects = select(CampaignSubject.id).where(CampaignSubject.campaign_id.in_(closed))
    empty = {"email": None, "email_key": None}
    return [Step(N_("Addresses of people from outside"), Guest, (Guest.subject_id.in_(subjects),), values=empty)]


def _told_at_the_door(closed: Any) -> tuple[Any, ...]:
    subjects = [f"assembly:{one}" for one in db.session.execute(closed).scalars()]
    return (AuditEntry.tag.in_(AT_THE_DOOR), AuditEntry.subject.in_(subjects))


def _mails(before: date, _on: date) -> list[Step]:
    notice = exists().where(NoticeSending.mail_id == Mail.id)
    over = Mail.state.in_((MailState.SENT, MailState.FAILED))
    old = select(Dispatch.id).where(Dispatch.recorded_at < _moment(before))
    listed = Step(N_("Lists that were written to: names and addresses"), DispatchRecipient,
                  (DispatchRecipient.dispatch_id.in_(old),))  # fmt: skip
    subjects = [f"dispatch:{one}" for one in db.session.execute(old).scalars()]
    bundles = (IssuedDocument.kind == LETTERS, IssuedDocument.subject.in_(subjects))
    printed = Step(N_("Letters that were printed for the post"), IssuedDocument, bundles)
    return [
        *_of_mails(N_("Mails: address and words"), and_(Mail.queued_at < _moment(before), over, ~notice)),
        listed,
        printed,
    ]


def _of_mails(label: str, condition: Any) -> list[Step]:
    found = select(Mail.id).where(condition)
    empty = {"to_address": "", "to_name": "", "subject": "", "body_text": "", "body_html": None, "last_error": None}
    carried = select(MailAttachment.file_id).where(MailAttachment.mail_id.in_(found))
    elsewhere = select(MailAttachment.file_id).where(MailAttachment.mail_id.not_in(found))
    files = (MailFile.id.in_(carried), MailFile.id.not_in(elsewhere))
    return [
        Step(N_("Proofs of sending: address and answer"), MailFact, (MailFact.mail_id.in_(found),)),
        Step(N_("Files attached to these mails only"), MailFile, files),
        Step(label, Mail, (condition,), values=empty),
    ]


def _imports(before: date, _on: date) -> list[Step]:
    old = select(ImportBatch.id).where(ImportBatch.recorded_at < _moment(before))
    return [Step(N_("Reports of imports"), ImportReport, (ImportReport.batch_id.in_(old),))]


def _sign_ins(before: date, _on: date) -> list[Step]:
    signs = (AuditEntry.tag.in_(SIGN_INS), AuditEntry.at < _moment(before))
    return [Step(N_("Lines of the audit trail about sign-ins"), AuditEntry, signs)]


def sign_in_leftovers(account_ids: Iterable[int]) -> list[Step]:
    """Sessions and links of accounts that are closed for good."""
    ids = list(account_ids)
    return [
        Step(N_("Browsers signed in"), SignInSession, (SignInSession.account_id.in_(ids),), deletes=True),
        Step(N_("Sign-in links"), SignInToken, (SignInToken.account_id.in_(ids),), deletes=True),
        Step(N_("What they follow"), Follower, (Follower.account_id.in_(ids),), deletes=True),
        Step(N_("Tokens for programs"), ApiToken, (ApiToken.account_id.in_(ids),), deletes=True),
    ]


def _moment(day: date) -> datetime:
    """The first moment of a day in Paris."""
    return datetime.combine(day, time.min, ZoneInfo(PARIS)).astimezone(UTC)

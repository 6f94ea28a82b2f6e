"""What is held on a person (behind an account, or without one), and on the members for whom they act: every table,
other people left out.

Names of others (who recorded a fact, who holds a proxy, who pays for somebody else, who else represents an organisation)
are never read here. Source: GDPR art. 15, and its limit, the rights of others (art. 15(4)). Where somebody else hands it
over, ballots wait for the result of their vote to be public: no partial result goes to anybody.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import literal, or_, select

from foundation.accounts.models import Account, ApiToken, RoleFact, SignInSession
from foundation.documents.models import IssuedDocument
from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail
from membership.models.applications import Application, ApplicationFact
from membership.models.contacts import ContactPoint, EmailState
from membership.models.dispatches import Dispatch, DispatchRecipient, NewsRefusal
from membership.models.facts import (
    AccessFact,
    BondFact,
    CategoryFact,
    CollegeFact,
    ConsentFact,
    MembershipFact,
    RepresentativeFact,
)
from membership.models.identity import Organisation, Person
from membership.models.keeping import EmploymentFact
from membership.models.members import Member
from membership.rules.events import MembershipTag
from privacy.queries.about import Whose
from privacy.queries.held_meetings import meetings, readable
from privacy.queries.held_pole import pole_sections
from privacy.queries.held_sections import Section, read, some
from privacy.queries.held_words import OF_LISTS
from privacy.queries.of_people import DETAIL_TAGS
from shares.models import (
    DemandAnswer,
    FormalNotice,
    RefundRequest,
    RefundWithdrawal,
    ShareCertificate,
    ShareDemand,
    ShareMovement,
    ShareOperation,
)
from treasury.models import PayeeAccount, PaymentInstalment, PaymentRequest, RequestFact, Settlement, TransferOrder


def held_on(who: Whose, *, handed_at: datetime | None = None) -> list[Section]:
    """Every section that has a row, in reading order; a constant number of statements.

    `handed_at`: when somebody else hands it over; ballots and objections of votes whose result is not public then are left out.
    """
    sections = [
        *_account(who),
        *_identity(who),
        *_life(who),
        *_capital(who),
        *_money(who),
        *meetings(who, readable(who, handed_at)),
        *_traces(who),
    ]
    return [one for one in sections if one.rows]


_FACT = ("effective_on", "motive", "decision", "recorded_at")


def _account(who: Whose) -> list[Section]:
    mine = who.accounts
    accounts = some(Account, "email", "name", "language", "created_at")
    sessions = some(SignInSession, "way", "browser", "created_at", "expires_at")
    tokens = some(ApiToken, "name", "scopes", "created_at", "expires_at", "last_used_on", "revoked_at")
    return [
        read("compte", N_("Account to sign in"), accounts, Account.id.in_(mine)),
        read("roles", N_("Roles"), some(RoleFact, "role", "granted", "at"), RoleFact.account_id.in_(mine)),
        read("connexions", N_("Browsers signed in"), sessions, SignInSession.account_id.in_(mine)),
        read("jetons", N_("Tokens for programs"), tokens, ApiToken.account_id.in_(mine)),
    ]


def _identity(who: Whose) -> list[Section]:
    names = ("first_names", "last_name", "usual_first_name", "usage_name", "pronouns", "born_on", "emancipated_on")
    place = ("street", "postcode", "town", "country", "email", "phone", "language", "post_returned_on")
    body = ("name", "legal_form", "siren", "siret", "rna", *place)
    points = some(ContactPoint, "kind", "label", "value", "street", "postcode", "town", "country", "failed_on")
    theirs = or_(ContactPoint.person_id.in_(who.people), ContactPoint.organisation_id.in_(who.organisations))
    bonds = or_(BondFact.person_id.in_(who.people), BondFact.other_id.in_(who.people))
    mandates = [RepresentativeFact.kind, Organisation.name.label("organisation")]
    mandates += some(RepresentativeFact, "role", "paper", "effective_on", "until_on", "recorded_at")
    with_body = [(Organisation, Organisation.id == RepresentativeFact.organisation_id)]
    return [
        read("personne", N_("Person"), some(Person, *names, "deceased_on", *place), Person.id.in_(who.people)),
        read("organisation", N_("Organisation"), some(Organisation, *body), Organisation.id.in_(who.organisations)),
        read("coordonnees", N_("Further contacts"), points, theirs),
        read("etat-courriel", N_("State of e-mail addresses"), some(EmailState, "address", "state"),
              EmailState.address.in_(who.emails)),
        read("mandats", N_("Mandates"), mandates, RepresentativeFact.person_id.in_(who.people), joins=with_body),
        read("liens", N_("Bonds with other people"), some(BondFact, "kind", "effective_on", "until_on", "recorded_at"),
              bonds),
        read("acces", N_("Access given to an account"), some(AccessFact, "given", "recorded_at"),
              AccessFact.person_id.in_(who.people), AccessFact.account_id.in_(who.accounts)),
    ]  # fmt: skip


def _life(who: Whose) -> list[Section]:
    def about(key: str, title: str, model: Any, *names: str) -> Section:
        columns = [model.effective_on, Member.number, *some(model, *names), *some(model, *_FACT[1:])]
        return read(
            key, title, columns, model.member_id.in_(who.members), joins=[(Member, Member.id == model.member_id)]
        )

    asked = Application.person_id.in_(who.people) | Application.organisation_id.in_(who.organisations)
    steps = some(ApplicationFact, "event", "effective_on", "category", "college", "shares", "motive", "decision")
    own = [(Application, Application.id == ApplicationFact.application_id)]
    work = some(EmploymentFact, "role", "effective_on", "until_on", "recorded_at")
    return [
        about("adhesion", N_("Membership"), MembershipFact, "event", "asked_on", "wished_on", "heard_on"),
        about("categories", N_("Categories"), CategoryFact, "category"),
        about("colleges", N_("Colleges"), CollegeFact, "college"),
        about("consentements", N_("Consents"), ConsentFact, "agreed", "channel", "version"),
        read("candidatures", N_("Requests to join"), some(Application, "received_on", "channel", "typed"), asked),
        read("etapes", N_("Steps of the requests"), steps, asked, joins=own),
        read("emplois", N_("Contracts of employment"), work, EmploymentFact.person_id.in_(who.people)),
    ]


def _capital(who: Whose) -> list[Section]:
    mine = ShareMovement.member_id.in_(who.members)
    moves = some(
        ShareMovement, "number", "kind", "effective_on", "shares", "subscribed_cents", "paid_cents", "owed_cents"
    )
    moves += some(ShareOperation, "decision", "motive", "means")
    operation = [(ShareOperation, ShareOperation.id == ShareMovement.operation_id)]
    claims = RefundRequest.member_id.in_(who.members)
    answers = some(DemandAnswer, "reason", "recorded_at")
    return [
        read("mouvements", N_("Movements of shares"), moves, mine, joins=operation),
        read("remboursements", N_("Refunds asked for"),
              some(RefundRequest, "shares", "cause", "rank_on", "asked_on", "motive", "recorded_at"), claims),
        read("remboursements-retires", N_("Refund requests withdrawn"), some(RefundWithdrawal, "motive", "recorded_at"),
              claims, joins=[(RefundRequest, RefundRequest.id == RefundWithdrawal.claim_id)]),
        read("demandes", N_("Requests made online"),
              some(ShareDemand, "kind", "shares", "asked_on", "motive", "recorded_at"),
              ShareDemand.member_id.in_(who.members)),
        read("reponses", N_("Answers to these requests"), [DemandAnswer.outcome.label("answer"), *answers],
              ShareDemand.member_id.in_(who.members), joins=[(ShareDemand, ShareDemand.id == DemandAnswer.demand_id)]),
        read("attestations", N_("Share certificates"), some(ShareCertificate, "number", "as_of", "shares", "issued_at"),
              ShareCertificate.member_id.in_(who.members)),
        read("mises-en-demeure", N_("Formal notices"), some(FormalNotice, "cents", "recorded_at"),
              FormalNotice.member_id.in_(who.members)),
    ]  # fmt: skip


def _money(who: Whose) -> list[Section]:
    asked = PaymentRequest.member_id.in_(who.members)
    request = (PaymentRequest, PaymentRequest.id == RequestFact.request_id)
    paid = (PaymentRequest, PaymentRequest.id == Settlement.request_id)
    parts = (PaymentRequest, PaymentRequest.id == PaymentInstalment.request_id)
    claim = RefundRequest.member_id.in_(who.members)
    return [
        read("demandes-de-paiement", N_("Payments asked for"),
              some(PaymentRequest, "reference", "title", "cents", "asked_on", "email", "recorded_at"), asked),
        read("echeances", N_("Instalments"), [PaymentInstalment.due_on.label("on_day"), PaymentInstalment.cents], asked,
              joins=[parts]),
        read("relances", N_("What became of them"), some(RequestFact, "kind", "on_day", "recorded_at"), asked,
              joins=[request]),
        read("paiements", N_("Payments received"), some(Settlement, "kind", "cents", "on_day", "means"), asked,
              joins=[paid]),
        read("comptes-bancaires", N_("Bank account of a refund"), some(PayeeAccount, "holder", "iban", "bic"), claim,
              RefundRequest.payee == "", joins=[(RefundRequest, RefundRequest.id == PayeeAccount.claim_id)]),
        read("virements", N_("Transfers"), some(TransferOrder, "cents", "masked_iban"), claim,
              RefundRequest.payee == "", joins=[(RefundRequest, RefundRequest.id == TransferOrder.claim_id)]),
    ]  # fmt: skip


def _traces(who: Whose) -> list[Section]:
    subjects = [f"account:{one}" for one in who.accounts]
    subjects += [f"person:{one}" for one in who.people] + [f"member:{one}" for one in who.members]
    subjects += [f"organisation:{one}" for one in who.organisations]
    trail = some(AuditEntry, "number", "at", "tag")
    about = or_(AuditEntry.actor_id.in_(who.accounts), AuditEntry.subject.in_(subjects))
    papers = some(IssuedDocument, "kind", "title", "issued_at")
    return [
        read("documents", N_("Papers about you"), papers, IssuedDocument.subject.in_(who.documents)),
        read("courriels", N_("Mails sent to you"), some(Mail, "subject", "queued_at", "sent_at", "body_text"),
              Mail.to_address.in_(who.emails), Mail.secret.is_(False)),
        *written_to(who),
        *pole_sections(who),
        read("journal", N_("What the audit trail says of you"), trail, about),
        _corrections(who),
    ]  # fmt: skip


def written_to(who: Whose) -> list[Section]:
    """Mails and letters to a list that they are on, and whether they refuse news."""
    mine = DispatchRecipient.member_id.in_(who.members)
    way = (literal(OF_LISTS) + DispatchRecipient.way).label("way")
    lists = [Dispatch.subject, way, *some(DispatchRecipient, "name", "address"), Dispatch.recorded_at]
    joined = [(DispatchRecipient, DispatchRecipient.dispatch_id == Dispatch.id)]
    refusals = [NewsRefusal.address, NewsRefusal.refuses, NewsRefusal.channel, NewsRefusal.recorded_at]
    return [
        read("listes", N_("Lists you were written to, by e-mail or by post"), lists, mine, joins=joined),
        read("nouvelles", N_("Refusals of news"), refusals, NewsRefusal.address.in_(who.emails)),
    ]


def _corrections(who: Whose) -> Section:
    """Each detail that was changed, as it was and as it became; a birth date masked."""
    subjects = [f"person:{one}" for one in who.people] + [f"organisation:{one}" for one in who.organisations]
    statement = select(AuditEntry.at, AuditEntry.details).where(
        AuditEntry.tag.in_((*DETAIL_TAGS, MembershipTag.ORGANISATION_AMENDED)), AuditEntry.subject.in_(subjects)
    )
    rows = tuple(
        (at, name, *pair)
        for at, details in db.session.execute(statement.order_by(AuditEntry.number))
        for name, pair in details.get("changes", {}).items()
    )
    return Section("corrections", N_("Changes of your details"), ("at", "detail", "before", "after"), rows)


def papers_of(who: Whose) -> list[IssuedDocument]:
    """The documents themselves, for the archive that is handed over."""
    statement = select(IssuedDocument).where(IssuedDocument.subject.in_(who.documents)).order_by(IssuedDocument.id)
    return [one for one in db.session.execute(statement).scalars() if one.content]


def plain(value: Any) -> Any:
    """A value as JSON carries it."""
    return value.isoformat() if isinstance(value, date | datetime) else value

"""What is held on a person (behind an account, or without one), and on the members for whom they act: every table,
other people left out.

Names of others (who recorded a fact, who holds a proxy, who pays for somebody else, who else represents an organisation)
are never read here. Source: GDPR art. 15, and its limit, the rights of others (art. 15(4)). Where somebody else hands it
over, ballots wait for the result of their vote to be public: no partial result goes to anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import literal, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from foundation.accounts.models import Account, ApiToken, RoleFact, SignInSession
from foundation.documents.models import IssuedDocument
from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail
from governance.models import Assembly, AttendanceFact, Body, BodySeatFact, Follower, NoticeSending, Proxy
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
from membership.queries.card import organisations_represented
from membership.queries.roll import members_represented_by
from membership.rules.events import MembershipTag
from pole.programme.models import Contribution
from pole.workshops.models import Workshop, WorkshopPerson
from privacy.queries.held_words import OF_LISTS
from privacy.queries.of_people import DETAIL_TAGS, own_accounts, with_doubles
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
from votes.models import Ballot, Box, Mark, Objection, Right
from votes.queries.life import public_among


@dataclass(frozen=True)
class Section:
    """One table of what is held: a key for files, a title, the columns, the rows in their order."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Whose:
    """About whom: the accounts, the people and the members they stand for, their organisations, their e-mails."""

    accounts: tuple[int, ...]
    people: tuple[int, ...]
    members: tuple[int, ...]
    numbers: tuple[int, ...]
    organisations: tuple[int, ...]
    emails: tuple[str, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """How the archive names what is about these members."""
        return tuple(f"member:{one}" for one in self.numbers)


def whose(account: Account, on: date) -> Whose:
    """Whom an account may ask about: its person, and the members it represents on the day."""
    facts = select(AccessFact.person_id, AccessFact.given).where(AccessFact.account_id == account.id)
    given: dict[int, bool] = {row[0]: row[1] for row in db.session.execute(facts.order_by(AccessFact.id))}
    represented = [one.member_id for one in members_represented_by(account.id, on)]
    own = [person for person, stands in given.items() if stands]
    return _about([account], own, or_(Member.id.in_(represented), Member.person_id.in_(own)))


def whose_person(person: Person, on: date) -> Whose:
    """The same about a person on record, with an account or without: its memberships, those it represents on the day.

    An account is theirs where it acts for nobody else.
    """
    people = with_doubles([person.id])
    bodies = [one.id for one in organisations_represented(person.id, on)]
    return _about(own_accounts(people), people, or_(Member.organisation_id.in_(bodies), Member.person_id.in_(people)))


def _about(accounts: Sequence[Account], own: Sequence[int], wanted: Any) -> Whose:
    members = list(db.session.execute(select(Member).where(wanted).order_by(Member.number)).scalars())
    people = with_doubles([*own, *(one.person_id for one in members if one.person_id is not None)])
    bodies = [one.organisation_id for one in members if one.organisation_id is not None]
    return Whose(
        tuple(one.id for one in accounts),
        tuple(people),
        tuple(one.id for one in members),
        tuple(one.number for one in members),
        tuple(bodies),
        _emails({one.email for one in accounts}, people, bodies),
    )


def _emails(signing_in: set[str], people: Sequence[int], bodies: Sequence[int]) -> tuple[str, ...]:
    """The addresses of these accounts and of these people that nobody else has on record."""
    mine = set(db.session.execute(select(Person.email).where(Person.id.in_(people))).scalars())
    points = select(ContactPoint.value).where(ContactPoint.kind == "email", ContactPoint.person_id.in_(people))
    mine |= set(db.session.execute(points).scalars()) | signing_in
    theirs = set(db.session.execute(select(Organisation.email).where(Organisation.id.in_(bodies))).scalars())
    mine |= theirs
    others = select(Person.email).where(Person.email.in_(mine), Person.id.not_in(people))
    shared = set(db.session.execute(others).scalars()) - signing_in
    return tuple(sorted(one for one in mine - shared if one))


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
        *_meetings(who, _readable(who, handed_at)),
        *_traces(who),
    ]
    return [one for one in sections if one.rows]


def _read(key: str, title: str, columns: Sequence[Any], *conditions: Any, joins: Iterable[Any] = ()) -> Section:
    statement = select(*columns).where(*conditions)
    for target, on in joins:
        statement = statement.join(target, on)
    first = columns[0]
    model = first.class_ if isinstance(first, InstrumentedAttribute) else None
    if model is not None:
        statement = statement.order_by(*model.__table__.primary_key.columns)
    rows = tuple(tuple(row) for row in db.session.execute(statement))
    return Section(key, title, tuple(one.key if hasattr(one, "key") else one.name for one in columns), rows)


def _some(model: Any, *names: str) -> list[Any]:
    return [getattr(model, name) for name in names]


_FACT = ("effective_on", "motive", "decision", "recorded_at")


def _account(who: Whose) -> list[Section]:
    mine = who.accounts
    accounts = _some(Account, "email", "name", "language", "created_at")
    sessions = _some(SignInSession, "way", "browser", "created_at", "expires_at")
    tokens = _some(ApiToken, "name", "scopes", "created_at", "expires_at", "last_used_on", "revoked_at")
    return [
        _read("compte", N_("Account to sign in"), accounts, Account.id.in_(mine)),
        _read("roles", N_("Roles"), _some(RoleFact, "role", "granted", "at"), RoleFact.account_id.in_(mine)),
        _read("connexions", N_("Browsers signed in"), sessions, SignInSession.account_id.in_(mine)),
        _read("jetons", N_("Tokens for programs"), tokens, ApiToken.account_id.in_(mine)),
    ]


def _identity(who: Whose) -> list[Section]:
    names = ("first_names", "last_name", "usual_first_name", "usage_name", "pronouns", "born_on", "emancipated_on")
    place = ("street", "postcode", "town", "country", "email", "phone", "language", "post_returned_on")
    body = ("name", "legal_form", "siren", "siret", "rna", *place)
    points = _some(ContactPoint, "kind", "label", "value", "street", "postcode", "town", "country", "failed_on")
    theirs = or_(ContactPoint.person_id.in_(who.people), ContactPoint.organisation_id.in_(who.organisations))
    bonds = or_(BondFact.person_id.in_(who.people), BondFact.other_id.in_(who.people))
    mandates = [RepresentativeFact.kind, Organisation.name.label("organisation")]
    mandates += _some(RepresentativeFact, "role", "paper", "effective_on", "until_on", "recorded_at")
    with_body = [(Organisation, Organisation.id == RepresentativeFact.organisation_id)]
    return [
        _read("personne", N_("Person"), _some(Person, *names, "deceased_on", *place), Person.id.in_(who.people)),
        _read("organisation", N_("Organisation"), _some(Organisation, *body), Organisation.id.in_(who.organisations)),
        _read("coordonnees", N_("Further contacts"), points, theirs),
        _read("etat-courriel", N_("State of e-mail addresses"), _some(EmailState, "address", "state"),
              EmailState.address.in_(who.emails)),
        _read("mandats", N_("Mandates"), mandates, RepresentativeFact.person_id.in_(who.people), joins=with_body),
        _read("liens", N_("Bonds with other people"), _some(BondFact, "kind", "effective_on", "until_on", "recorded_at"),
              bonds),
        _read("acces", N_("Access given to an account"), _some(AccessFact, "given", "recorded_at"),
              AccessFact.person_id.in_(who.people), AccessFact.account_id.in_(who.accounts)),
    ]  # fmt: skip


def _life(who: Whose) -> list[Section]:
    def about(key: str, title: str, model: Any, *names: str) -> Section:
        columns = [model.effective_on, Member.number, *_some(model, *names), *_some(model, *_FACT[1:])]
        return _read(
            key, title, columns, model.member_id.in_(who.members), joins=[(Member, Member.id == model.member_id)]
        )

    asked = Application.person_id.in_(who.people) | Application.organisation_id.in_(who.organisations)
    steps = _some(ApplicationFact, "event", "effective_on", "category", "college", "shares", "motive", "decision")
    own = [(Application, Application.id == ApplicationFact.application_id)]
    work = _some(EmploymentFact, "role", "effective_on", "until_on", "recorded_at")
    return [
        about("adhesion", N_("Membership"), MembershipFact, "event", "asked_on", "wished_on", "heard_on"),
        about("categories", N_("Categories"), CategoryFact, "category"),
        about("colleges", N_("Colleges"), CollegeFact, "college"),
        about("consentements", N_("Consents"), ConsentFact, "agreed", "channel", "version"),
        _read("candidatures", N_("Requests to join"), _some(Application, "received_on", "channel", "typed"), asked),
        _read("etapes", N_("Steps of the requests"), steps, asked, joins=own),
        _read("emplois", N_("Contracts of employment"), work, EmploymentFact.person_id.in_(who.people)),
    ]


def _capital(who: Whose) -> list[Section]:
    mine = ShareMovement.member_id.in_(who.members)
    moves = _some(
        ShareMovement, "number", "kind", "effective_on", "shares", "subscribed_cents", "paid_cents", "owed_cents"
    )
    moves += _some(ShareOperation, "decision", "motive", "means")
    operation = [(ShareOperation, ShareOperation.id == ShareMovement.operation_id)]
    claims = RefundRequest.member_id.in_(who.members)
    answers = _some(DemandAnswer, "reason", "recorded_at")
    return [
        _read("mouvements", N_("Movements of shares"), moves, mine, joins=operation),
        _read("remboursements", N_("Refunds asked for"),
              _some(RefundRequest, "shares", "cause", "rank_on", "asked_on", "motive", "recorded_at"), claims),
        _read("remboursements-retires", N_("Refund requests withdrawn"), _some(RefundWithdrawal, "motive", "recorded_at"),
              claims, joins=[(RefundRequest, RefundRequest.id == RefundWithdrawal.claim_id)]),
        _read("demandes", N_("Requests made online"),
              _some(ShareDemand, "kind", "shares", "asked_on", "motive", "recorded_at"),
              ShareDemand.member_id.in_(who.members)),
        _read("reponses", N_("Answers to these requests"), [DemandAnswer.outcome.label("answer"), *answers],
              ShareDemand.member_id.in_(who.members), joins=[(ShareDemand, ShareDemand.id == DemandAnswer.demand_id)]),
        _read("attestations", N_("Share certificates"), _some(ShareCertificate, "number", "as_of", "shares", "issued_at"),
              ShareCertificate.member_id.in_(who.members)),
        _read("mises-en-demeure", N_("Formal notices"), _some(FormalNotice, "cents", "recorded_at"),
              FormalNotice.member_id.in_(who.members)),
    ]  # fmt: skip


def _money(who: Whose) -> list[Section]:
    asked = PaymentRequest.member_id.in_(who.members)
    request = (PaymentRequest, PaymentRequest.id == RequestFact.request_id)
    paid = (PaymentRequest, PaymentRequest.id == Settlement.request_id)
    parts = (PaymentRequest, PaymentRequest.id == PaymentInstalment.request_id)
    claim = RefundRequest.member_id.in_(who.members)
    return [
        _read("demandes-de-paiement", N_("Payments asked for"),
              _some(PaymentRequest, "reference", "title", "cents", "asked_on", "email", "recorded_at"), asked),
        _read("echeances", N_("Instalments"), [PaymentInstalment.due_on.label("on_day"), PaymentInstalment.cents], asked,
              joins=[parts]),
        _read("relances", N_("What became of them"), _some(RequestFact, "kind", "on_day", "recorded_at"), asked,
              joins=[request]),
        _read("paiements", N_("Payments received"), _some(Settlement, "kind", "cents", "on_day", "means"), asked,
              joins=[paid]),
        _read("comptes-bancaires", N_("Bank account of a refund"), _some(PayeeAccount, "holder", "iban", "bic"), claim,
              RefundRequest.payee == "", joins=[(RefundRequest, RefundRequest.id == PayeeAccount.claim_id)]),
        _read("virements", N_("Transfers"), _some(TransferOrder, "cents", "masked_iban"), claim,
              RefundRequest.payee == "", joins=[(RefundRequest, RefundRequest.id == TransferOrder.claim_id)]),
    ]  # fmt: skip


def _readable(who: Whose, handed_at: datetime | None) -> Any:
    """Which votes' ballots are read: all of them by the member, those with a public result by anybody else."""
    if handed_at is None:
        return true()
    theirs = select(Right.box_id).where(Right.member_number.in_(who.numbers))
    boxes = list(db.session.execute(select(Box).where(Box.id.in_(theirs))).scalars())
    return Box.id.in_(public_among(boxes, handed_at))


def _meetings(who: Whose, readable: Any) -> list[Section]:
    def at_assembly(key: str, title: str, columns: Sequence[Any], condition: Any) -> Section:
        model = columns[0].class_
        joined = [(Assembly, Assembly.id == model.assembly_id)]
        return _read(key, title, [*columns, Assembly.title.label("assembly")], condition, joins=joined)

    theirs = Right.member_number.in_(who.numbers)
    boxes = [(Box, Box.id == Right.box_id)]
    rights = [*_some(Right, "college", "via"), Box.title]
    ballots = [*_some(Ballot, "choice"), Ballot.cast_at.label("at"), Box.title]
    given = Proxy.principal_member_id.in_(who.members)
    return [
        at_assembly("convocations", N_("Notices of assemblies"),
                    _some(NoticeSending, "channel", "address", "at"), NoticeSending.member_id.in_(who.members)),
        at_assembly("presences", N_("Attendance"), _some(AttendanceFact, "kind", "mode", "at"),
                    AttendanceFact.member_id.in_(who.members)),
        at_assembly("pouvoirs", N_("Proxies given"), _some(Proxy, "signed_on"), given),
        _read("droits-de-vote", N_("Rights to vote"), rights, theirs, joins=boxes),
        _read("bulletins", N_("Open ballots"), ballots, theirs, readable,
              joins=[(Right, Right.id == Ballot.right_id), (Box, Box.id == Right.box_id)]),
        _read("objections", N_("Objections to what was put to consent"), [*_some(Objection, "reason", "at"), Box.title],
              theirs, readable, joins=[(Right, Right.id == Objection.right_id), (Box, Box.id == Objection.box_id)]),
        _read("emargements", N_("Secret votes in which you took part"), [*_some(Mark, "channel", "marked_at"), Box.title],
              theirs, joins=[(Right, Right.id == Mark.right_id), (Box, Box.id == Mark.box_id)]),
    ]  # fmt: skip


def _traces(who: Whose) -> list[Section]:
    subjects = [f"account:{one}" for one in who.accounts]
    subjects += [f"person:{one}" for one in who.people] + [f"member:{one}" for one in who.members]
    subjects += [f"organisation:{one}" for one in who.organisations]
    trail = _some(AuditEntry, "number", "at", "tag")
    about = or_(AuditEntry.actor_id.in_(who.accounts), AuditEntry.subject.in_(subjects))
    papers = _some(IssuedDocument, "kind", "title", "issued_at")
    return [
        _read("documents", N_("Papers about you"), papers, IssuedDocument.subject.in_(who.documents)),
        _read("courriels", N_("Mails sent to you"), _some(Mail, "subject", "queued_at", "sent_at", "body_text"),
              Mail.to_address.in_(who.emails), Mail.secret.is_(False)),
        *written_to(who),
        _read("idees", N_("Ideas and viewpoints you gave"),
              _some(Contribution, "given_on", "person_name", "title", "text"), Contribution.account_id.in_(who.accounts)),
        _seats(who),
        _workshops(who),
        _read("suivis", N_("What you follow"), _some(Follower, "subject", "since"), Follower.account_id.in_(who.accounts)),
        _read("journal", N_("What the audit trail says of you"), trail, about),
        _corrections(who),
    ]  # fmt: skip


def _workshops(who: Whose) -> Section:
    """The workshops in which they take part, with the commitment, the allowance and the time given."""
    words = _some(
        WorkshopPerson, "name", "contact", "joined_on", "signed_on", "allowance_cents", "valued_minutes", "left_on"
    )
    theirs = or_(WorkshopPerson.account_id.in_(who.accounts), WorkshopPerson.member_id.in_(who.members))
    joined = [(Workshop, Workshop.id == WorkshopPerson.workshop_id)]
    return _read("ateliers", N_("Workshops"), [Workshop.title, *words], theirs, joins=joined)


def _seats(who: Whose) -> Section:
    """The bodies in which they took a seat, or left it."""
    words = [*_some(BodySeatFact, "event", "role", "name", "standing_for"), BodySeatFact.on.label("on_day")]
    joined = [(Body, Body.id == BodySeatFact.body_id)]
    theirs = BodySeatFact.person_id.in_(who.people)
    return _read("instances", N_("Seats in bodies"), [*words, Body.name.label("body")], theirs, joins=joined)


def written_to(who: Whose) -> list[Section]:
    """Mails and letters to a list that they are on, and whether they refuse news."""
    mine = DispatchRecipient.member_id.in_(who.members)
    way = (literal(OF_LISTS) + DispatchRecipient.way).label("way")
    lists = [Dispatch.subject, way, *_some(DispatchRecipient, "name", "address"), Dispatch.recorded_at]
    joined = [(DispatchRecipient, DispatchRecipient.dispatch_id == Dispatch.id)]
    refusals = [NewsRefusal.address, NewsRefusal.refuses, NewsRefusal.channel, NewsRefusal.recorded_at]
    return [
        _read("listes", N_("Lists you were written to, by e-mail or by post"), lists, mine, joins=joined),
        _read("nouvelles", N_("Refusals of news"), refusals, NewsRefusal.address.in_(who.emails)),
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

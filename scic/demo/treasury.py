"""Money in the demonstration: shares paid by instalments, bank files matched and waiting, refunds paid and owed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict

from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.money import Money
from membership.models.members import Member
from membership.rules.standing import MembershipEvent
from membership.services.applying import Terms, submit
from membership.services.deciding import Decision, accept
from membership.services.exit import Told as Asked
from membership.services.exit import end_membership
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person
from scic.demo.bank_files import HEADS, Told, iban_of, savings, savings_profile, statement
from scic.demo.founding import BOARD, DOMAIN, DemoMember, admitted, morning
from scic.demo.people import address_of, siren_of
from shares.models import RefundRequest
from shares.rules.kinds import Cause
from shares.services import decide_refund, record_losses, request_refund, subscribe
from treasury.models import OwnAccount, PaymentRequest, StoredLine, TransferFile
from treasury.queries.books import tie_out
from treasury.rules.matching import Share
from treasury.rules.readers.profile import signature
from treasury.rules.references import shown
from treasury.rules.schedules import equal_instalments
from treasury.rules.settling import Means
from treasury.services import books, mails, matching, payees, transfers
from treasury.services.bringing_in import bring_in
from treasury.services.requests import ask_candidate, ask_for_subscription

HOLDER = "Pôle ESS du Pays de Rennes"


class By(TypedDict):
    """Who acts, and when."""

    actor: Actor
    at: datetime


@dataclass
class Office:
    """The treasurer at work: the day of the demonstration, who acts, the members by name, what was asked of whom."""

    today: date
    actor: Actor
    members: dict[str, Member]
    asked: dict[str, PaymentRequest] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """The day so many days ago; below zero, to come."""
        return self.today - timedelta(days=ago)

    def by(self, ago: int) -> By:
        """Who acts, that many days ago in the morning."""
        return {"actor": self.actor, "at": morning(self.day(ago))}


def fill_treasury(members: list[DemoMember], today: date) -> None:
    """Accounts, refunds of two who left, six subscriptions, a candidate who pays, two bank files, reminders, the books."""
    treasurer = next(one for one in [one for one in members if one.account is not None][2:3])
    account = treasurer.account
    office = Office(
        today, Actor(account.id if account else None, treasurer.name), {one.name: one.member for one in members}
    )
    current, livret = _accounts(office)
    paid, _owed = _refunds(office)
    _more_shares(office)
    _ask_who_was_accepted(office)
    sent = _send_refund(office, paid, current)
    lines = _bring_statement_in(office, current, sent)
    _match(office, lines, sent)
    _bring_savings_in(office, livret)
    mails.send_reminders(office.day(10), **office.by(10))
    year_end = date(today.year - 1, 12, 31)
    amounts = {line.account.number: line.register for line in tie_out(year_end)}
    books.enter_books(year_end, amounts, **office.by(5))


def _accounts(office: Office) -> tuple[OwnAccount, OwnAccount]:
    by = office.by(39)
    current = books.keep_own_account("Compte courant", HOLDER, iban_of(1), asked_on=True, **by)
    return current, books.keep_own_account("Livret solidaire", HOLDER, iban_of(2), **by)


def _refunds(office: Office) -> tuple[RefundRequest, RefundRequest]:
    """Two structures left at the end of the first year; the assembly approved its accounts, the board decided."""
    year = office.today.year - 1
    closed, approved = date(year - 1, 12, 31), date(year, 6, 12)
    minutes = f"Assemblée générale du {approved:%d/%m/%Y}, résolution 1"
    record_losses(closed, 0, decided_on=approved, decision=minutes, **office.by(38))
    claims = []
    for rank, (name, form, shares) in enumerate(
        (("Fournil La Miche ronde", "scop", 10), ("Le Cèdre", "association", 5))
    ):
        left = _left(office, name, form, shares, rank=70 + rank, on=closed + timedelta(days=1))
        asked = date(year - 1, 9, 15)
        claim = request_refund(
            left.id, None, closed + timedelta(days=1), cause=Cause.RESIGNED, asked_on=asked, **office.by(38)
        )
        board = f"{BOARD} du 30/06/{year}"
        decide_refund(claim.id, date(year, 6, 30), decision=board, **office.by(38))
        claims.append(claim)
    payees.give_payee_account(iban_of(61), "Fournil La Miche ronde", claim_id=claims[0].id, **office.by(20))
    return claims[0], claims[1]


def _left(office: Office, name: str, form: str, shares: int, *, rank: int, on: date) -> Member:
    details = OrganisationDetails(
        name=name, legal_form=form, siren=siren_of(rank), email=f"contact-{rank}@{DOMAIN}", size=8, **address_of(rank)
    )
    founded = date(on.year - 1, 2, 3)
    body = add_organisation(details, actor=office.actor, at=morning(founded))
    member = admitted(body, "structures", shares, founded)
    asked = Asked(asked_on=date(on.year - 1, 9, 15))
    end_membership(member.id, MembershipEvent.RESIGNED, on, told=asked, letters=False, **office.by(38))
    return member


def _more_shares(office: Office) -> None:
    """Six take more shares and pay a quarter: by instalments, late, by somebody else, too much, soon, not asked yet."""
    plans = (
        ("Scop Bois d’Antan", 20, 3, 26),
        ("Les Jardins de l’Écluse", 10, 1, 24),
        ("Brasserie coopérative L’Orge folle", 10, 1, 20),
        ("Gaëlle Rolandeau", 5, 1, 18),
        ("Régie de quartier du Canal bleu", 10, 2, -20),
        ("Crèche parentale Les Petits Sabots", 4, 0, 0),
    )
    for name, shares, instalments, first in plans:
        member, cents = office.members[name], shares * 2000
        bought = subscribe(
            member.id, shares, office.day(36), paid_cents=cents // 4, means=str(Means.CHEQUE), **office.by(36)
        )
        if instalments:
            plan = equal_instalments(Money(cents - cents // 4), instalments, office.day(first))
            office.asked[name] = ask_for_subscription(bought.operation.id, plan, **office.by(35))
            mails.send_request(office.asked[name].id, **office.by(35))
    request = office.asked["Régie de quartier du Canal bleu"]
    matching.record_otherwise(
        request.id, 5000, office.day(8), means=Means.CHEQUE, document="Chèque n° 0000412", **office.by(8)
    )


def _ask_who_was_accepted(office: Office) -> None:
    """Accepted by the board: the payment will make the member, as the statutes say. Its line waits in the queue."""
    details = PersonDetails(
        first_names="Maïwenn", last_name="Gourlazec", email=f"maiwenn.gourlazec@{DOMAIN}", **address_of(44)
    )
    person = add_person(details, **office.by(30))
    application = submit(person, Terms(category="benevoles", shares=3), office.day(30), **office.by(30))
    decision = Decision(decided_on=office.day(25), text=f"{BOARD} du {office.day(25):%d/%m/%Y}")
    accept(application.id, decision, **office.by(25))
    plan = equal_instalments(Money(6000), 1, office.day(15))
    office.asked["candidate"] = ask_candidate(
        application.id, 6000, plan, holder=person.name, email=person.email, **office.by(24)
    )


def _send_refund(office: Office, claim: RefundRequest, account: OwnAccount) -> TransferFile:
    file = transfers.prepare([f"c{claim.id}"], account.id, office.day(18), **office.by(19))
    return transfers.mark_sent(file.id, **office.by(19))


def _bring_statement_in(office: Office, account: OwnAccount, sent: TransferFile) -> dict[int, StoredLine]:
    """A statement of the current account; its lines by their cents, each another amount."""
    wood, gaelle = office.asked["Scop Bois d’Antan"], office.asked["Gaëlle Rolandeau"]
    lines = (
        Told(office.day(25), 10_000, f"VIR PARTS SOCIALES {shown(wood.reference)}", "SCOP BOIS D ANTAN", iban_of(11)),
        Told(office.day(22), -640, "FRAIS DE TENUE DE COMPTE"),
        Told(office.day(20), 15_000, "VIREMENT SOLDE DE NOS PARTS", "BRASSERIE COOPERATIVE L ORGE FOLLE", iban_of(12)),
        Told(office.day(19), 8500, f"VIR {shown(gaelle.reference)}", "MME GAELLE ROLANDEAU", iban_of(13)),
        Told(office.day(18), -sent.cents, "VIR SEPA REMBOURSEMENT", "FOURNIL LA MICHE RONDE", end_to_end=_first(sent)),
        Told(office.day(16), 6000, _words_of_candidate(office), "MAIWENN GOURLAZEC", iban_of(14)),
        Told(office.day(15), 250_000, "SUBVENTION VIE ASSOCIATIVE 2E VERSEMENT", "DEPARTEMENT IMAGINE", iban_of(15)),
    )
    data = statement(account.iban, lines, opening=1_284_310, last=office.day(14))
    file = bring_in(data, f"releve-{office.day(14):%Y-%m-%d}.xml", **office.by(13)).file
    stored = db.session.query(StoredLine).where(StoredLine.statement.has(file_id=file.id))
    return {line.cents: line for line in stored}


def _first(sent: TransferFile) -> str:
    return f"{sent.message_id}-1"


def _words_of_candidate(office: Office) -> str:
    return f"ADHESION {shown(office.asked['candidate'].reference)} MERCI"


def _match(office: Office, lines: dict[int, StoredLine], sent: TransferFile) -> None:
    """What was settled: an instalment, fees set aside, ten euros too many kept to be given back, the refund that left."""
    by = office.by(12)
    matching.allocate(lines[10_000].id, [Share(office.asked["Scop Bois d’Antan"].id, 10_000)], **by)
    matching.set_aside(lines[-640].id, "Frais bancaires, sans rapport avec les parts", **by)
    matching.allocate(lines[8500].id, [Share(office.asked["Gaëlle Rolandeau"].id, 7500)], **by)
    matching.hold_back(lines[8500].id, 1000, "Versé en trop, à rendre", **by)
    transfers.note_paid([sent.orders[0].id], office.day(18), line_id=lines[-sent.cents].id, **by)


def _bring_savings_in(office: Office, account: OwnAccount) -> None:
    """The CSV of another account, read by a kept profile."""
    profile = savings_profile(account.iban)
    books.keep_profile(profile, signature(HEADS), **office.by(6))
    lines = (
        Told(office.day(31), 4127, "INTERETS DU TRIMESTRE"),
        Told(office.day(9), 15_000, "VIR M. OU MME LES JARDINS DE L ECLUSE PARTS"),
        Told(office.day(7), -50_000, "VIREMENT VERS COMPTE COURANT"),
    )
    data = savings(lines, opening=820_000)
    bring_in(data, f"livret-{office.day(6):%Y-%m}.csv", profile=profile, **office.by(6))

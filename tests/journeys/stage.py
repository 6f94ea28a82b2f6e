"""The stage of the journeys: who walks on, what they press, and the demonstration completed so that every page exists."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.accounts.access import new_link_token
from foundation.accounts.services import create_account
from foundation.jobs.services import enqueue
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.sentences import sentence
from foundation.kernel.settings import get_settings
from foundation.web.transaction import transaction
from governance.models import Assembly
from governance.rules.presence import Mode
from governance.services.assemblies import AssemblyDraft, ItemDraft, add_item, create_assembly
from governance.services.certification import certify_sheet
from governance.services.letters import LETTERS_JOB
from governance.services.notice import convene
from governance.services.presence import check_in, name_officer
from governance.services.session import close_session, deal_with, open_session
from governance.services.voting import open_vote
from membership.exporting import HEADINGS, exported_rows
from membership.models.dispatches import DispatchRecipient
from membership.models.facts import CategoryFact, RepresentativeFact
from membership.queries.roll import members_on
from membership.services.applying import review
from membership.services.dispatching import news_link
from membership.services.importing import MEMBERS
from membership.services.people import PersonDetails, add_person
from privacy.services.requesting import erase_on_request
from scic.demo.load import DEMO_PASSWORD, demo_logins, load_demo
from shares.models import ShareCertificate
from shares.queries import positions_on
from shares.services import request_refund
from shares.services.papers.certificates import issue_certificate
from spreadsheets.importing import take_in
from spreadsheets.services import receive, source_of
from spreadsheets.writing import csv_chunks
from treasury.queries.requests import unasked_subscriptions

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAST_YEAR, TONIGHT, NEXT_MONTH, DRAFT, HELD = 1, 2, 3, 4, 5
PLACE, EMAIL = "Salle des Moulins, 4 place de la Halle imaginée, Rennes", "questions@pole.example"
ROLES = ("chair", "staff", "scrutineer", "administrator", "treasurer", "reviser", "member", "structure")


def fr(message: str, **values: object) -> str:
    """What the page says in French where the code says `message`."""
    return sentence("fr", message, values or None)


def sign_in(page: "Page", url: str, email: str, password: str = DEMO_PASSWORD) -> None:
    """As a person does, on the sign-in page."""
    page.goto(f"{url}/connexion")
    form = page.locator("#par-mot-de-passe")
    form.get_by_label(fr("E-mail address")).fill(email)
    form.get_by_label(fr("Password")).fill(password)
    form.get_by_role("button").click()
    page.wait_for_url(lambda address: "/connexion" not in address)


def press(page: "Page", message: str, *, within: str = "main", sure: bool = False) -> None:
    """Press a button or follow a link by its words; `sure` answers the question that is asked first."""
    target, name = page.locator(within), fr(message)
    target.get_by_role("button", name=name).or_(target.get_by_role("link", name=name)).first.click()
    if sure:
        page.get_by_role("dialog").get_by_role("button").first.click()


def set_up_demo() -> dict[str, str]:
    """The demonstration, and what it lacks for every page to have something to show. The logins by role, and a link."""
    load_demo()
    at = datetime.now(tz=ZoneInfo("UTC")).replace(microsecond=0)
    with transaction():
        known = _complete(at)
    emails = [email for _what, email in demo_logins(get_settings().demo_logins)]
    return {**dict(zip(ROLES, emails, strict=True)), **known}


def _complete(at: datetime) -> dict[str, str]:
    """A draft, minutes to write, a vote that is open, a job, a sign-in link: and where they are found."""
    draft, tonight = write_draft(at), db.session.get_one(Assembly, TONIGHT)
    hold_without_minutes(at)
    item = tonight.items[2]
    box = open_vote(tonight, item.id, actor=SYSTEM, at=at)
    enqueue(LETTERS_JOB, {"assembly": NEXT_MONTH, "sendings": [1]}, actor=SYSTEM, at=at)
    stranger = create_account(email="lien@pole.example", name="Personne Sans-Voix", actor=SYSTEM, at=at)
    fact = db.session.execute(select(CategoryFact).where(CategoryFact.member_id == 1)).scalars().first()
    representative = db.session.execute(select(RepresentativeFact.person_id)).scalars().first()
    step, certificate = review(1, "Vue à l’atelier.", at.date(), actor=SYSTEM, at=at), certify(at)
    take_a_sheet(at)
    later = at + timedelta(
        hours=1
    )  # a link lasts a quarter of an hour: this one is still good at the end of a slow walk
    return {
        "STEP": str(step.id),
        "CODE": certificate.code,
        "DRAFT": str(draft.id),
        "DRAFT_ITEM": str(draft.items[1].id),
        "OPEN_ITEM": str(item.id),
        "OPEN_BOX": str(box.id),
        "TOKEN": new_link_token(stranger, goes_to="/assemblees", at=later),
        "FACT": str(fact.id),
        "REPRESENTATIVE": str(representative),
        "NEWS": news_link(
            db.session.execute(select(DispatchRecipient.id).where(DispatchRecipient.address != "")).scalars().first()
        ).rpartition("/")[2],
        "ASKING": str(answer_requests(at)),
        "UNASKED": str(unasked_subscriptions()[0].operation_id),
    }


def certify(at: datetime) -> ShareCertificate:
    """A certificate to verify, and a place in the queue of refunds."""
    rich = max(positions_on(at.date()).items(), key=lambda one: one[1].shares)[0]
    request_refund(rich, 1, at.date(), actor=SYSTEM, at=at)
    return issue_certificate(1, at.date(), actor=SYSTEM, at=at)


def answer_requests(at: datetime) -> int:
    """Somebody was erased on request; somebody else asks for it: their record."""
    erased, asking = (
        add_person(PersonDetails(first_names=first, last_name=last, email=mail), actor=SYSTEM, at=at)
        for first, last, mail in (
            ("Gwenn", "Passavant", "gwenn@pole.example"),
            ("Loeiz", "Quidemande", "loeiz@pole.example"),
        )
    )
    erase_on_request(erased.id, at.date(), motive="Lettre, identité vérifiée au guichet", actor=SYSTEM, at=at)
    return asking.id


def take_a_sheet(at: datetime) -> None:
    """A file on its way in, and one that was taken in and changed nothing."""
    rows = list(exported_rows(at.date(), ""))[:1]
    content = "".join(csv_chunks(HEADINGS, rows)).encode()
    upload = receive(MEMBERS, "membres.csv", content, actor=SYSTEM, at=at)
    take_in(MEMBERS, source_of(MEMBERS, upload), actor=SYSTEM, at=at)


def write_draft(at: datetime) -> Assembly:
    """An assembly in preparation, with one point of each kind."""
    start = (at.astimezone(ZoneInfo(PARIS)) + timedelta(days=60)).replace(hour=18, minute=0, second=0)
    draft = AssemblyDraft("Assemblée générale annuelle", "ordinary", start, PARIS, PLACE, questions_email=EMAIL)
    assembly = create_assembly(draft, actor=SYSTEM, at=at)
    assert assembly.id == DRAFT
    add_item(assembly, ItemDraft("Rapport du conseil", "Présentation et échanges."), actor=SYSTEM, at=at)
    add_item(assembly, ItemDraft("Quitus", "L’assemblée donne quitus au conseil.", "ordinary"), actor=SYSTEM, at=at)
    return assembly


def hold_without_minutes(at: datetime) -> Assembly:
    """An assembly closed two days ago; its minutes are to be written."""
    start = at - timedelta(days=2)
    draft = AssemblyDraft("Assemblée d’information", "ordinary", start, PARIS, PLACE, questions_email=EMAIL)
    assembly = create_assembly(draft, actor=SYSTEM, at=at - timedelta(days=31))
    assert assembly.id == HELD
    add_item(assembly, ItemDraft("Échanges sur le programme"), actor=SYSTEM, at=at - timedelta(days=31))
    add_item(
        assembly,
        ItemDraft("Règlement intérieur", "L’assemblée adopte.", "ordinary"),
        actor=SYSTEM,
        at=at - timedelta(days=31),
    )
    convene(assembly, reason="", actor=SYSTEM, at=at - timedelta(days=30))
    for seat, name in (("chair", "Aziliz Abjean-Rault"), ("secretary", "Rozenn Jégouzel")):
        name_officer(assembly, seat, name, capacity="", member_id=None, actor=SYSTEM, at=start)
    for one in members_on(start.date())[:9]:
        check_in(assembly, one.member_id, mode=Mode.IN_PERSON, actor=SYSTEM, at=start)
    open_session(assembly, actor=SYSTEM, at=start + timedelta(minutes=5))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=start + timedelta(minutes=30))
    certify_sheet(assembly, actor=SYSTEM, at=start + timedelta(minutes=49))
    close_session(assembly, actor=SYSTEM, at=start + timedelta(minutes=50))
    return assembly

"""Assemblies for tests: the statutes of the demo pole, five colleges of invented members, a whole evening if wanted.

Everything goes through the services of the product.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from foundation.accounts.models import Account
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from governance.models import Assembly, Decision
from governance.rules.presence import Mode
from governance.services.assemblies import AssemblyDraft, ItemDraft, add_item, create_assembly
from governance.services.certification import certify_sheet
from governance.services.notice import convene
from governance.services.presence import check_in, name_officer
from governance.services.proxies import ProxyDraft, register_proxy
from governance.services.session import close_session, open_session
from governance.services.voting import close_vote, open_vote
from membership.models.facts import RepresentativeFact
from membership.models.members import Member
from membership.services.access import give_access
from statutes.models import StatutesVersion
from statutes.services import adopt
from tests.factories.accounts import make_account
from tests.factories.membership import make_member, make_organisation, make_person, represent
from tests.factories.shares import hold
from tests.factories.statutes import pole_text
from tests.states import prepared
from votes.queries import rights_at_desk
from votes.services.casting import cast_at_desk

ADOPTED = datetime(2023, 12, 12, 18, tzinfo=UTC)
WRITTEN = datetime(2026, 5, 4, 8, tzinfo=UTC)
CONVENED = datetime(2026, 5, 20, 8, tzinfo=UTC)
STARTS = datetime(2026, 6, 12, 16, 30, tzinfo=UTC)
OPENED = STARTS + timedelta(minutes=11)
PEOPLE = {
    "structures": ("Atelier du Canal", "Recyclerie des Prés", "La Fournée Commune"),
    "salaries": ("Inès Oubrahim", "Bastien Dubreuil"),
    "collectivites": ("Communauté de communes du Val",),
    "financeurs": ("Caisse solidaire du Val",),
    "benevoles": ("Maëlys Kervadec", "Yann Le Guirriec", "Solène Abiven"),
}
LEGAL_FORMS = {"structures": "association", "collectivites": "grouping", "financeurs": "cooperative_bank"}


@dataclass(frozen=True)
class Evening:
    """An assembly held in tests."""

    assembly: Assembly
    members: dict[str, Member]
    decisions: list[Decision]


@prepared
def pole_statutes(**changes: object) -> StatutesVersion:
    """The statutes of the demo pole, in force since 2024."""
    return adopt(pole_text(**changes), SYSTEM, ADOPTED)


def sa_statutes() -> StatutesVersion:
    """The same in an SA, where a notice by e-mail needs the member's consent."""
    return pole_statutes(legal_form="SA")


@prepared
def pole_members(email: bool = True) -> dict[str, Member]:
    """Ten members in five colleges, by name, each with shares; organisations are represented."""
    found = {}
    for category, names in PEOPLE.items():
        for rank, name in enumerate(names):
            address = f"{category}{rank}@exemple.fr" if email else ""
            found[name] = _member(category, name, address)
            hold(found[name], 30)
    return found


def _member(category: str, name: str, email: str) -> Member:
    contact = {"email": email, "street": "3 rue des Lavoirs", "postcode": "35000", "town": "Rennes"}
    if category not in LEGAL_FORMS:
        first, _space, last = name.partition(" ")
        return make_member(make_person(first, last, **contact), category)
    body = make_organisation(name, LEGAL_FORMS[category], size=8, **contact)
    represent(body, make_person("Odile", f"Pengam {category[:3]}{name[:3]}"))
    return make_member(body, category)


@prepared
def make_assembly(
    kind: str = "ordinary",
    *,
    resolutions: Sequence[str] = ("Approbation des comptes",),
    at: datetime = WRITTEN,
    **more: object,
) -> Assembly:
    """An assembly in preparation: a report without a vote, then the resolutions."""
    given: dict[str, object] = {
        "title": "Assemblée générale annuelle",
        "kind": kind,
        "starts_at": STARTS,
        "zone": "Europe/Paris",
        "place": "Salle des Moulins, 4 allée des Moulins, Rennes",
        "questions_email": "questions@exemple.fr",
    }
    assembly = create_assembly(AssemblyDraft(**(given | more)), actor=SYSTEM, at=at)  # type: ignore[arg-type]
    add_item(assembly, ItemDraft("Rapport de gestion", "Présentation et échanges."), actor=SYSTEM, at=at)
    question = "extraordinary" if kind == "extraordinary" else "ordinary"
    for title in resolutions:
        text = f"L’assemblée générale décide\u202f: {title.lower()}."
        add_item(assembly, ItemDraft(title, text, question), actor=SYSTEM, at=at)
    return assembly


@prepared
def convened(**options: object) -> Assembly:
    """The same, its notice sent in time."""
    assembly = make_assembly(**options)  # type: ignore[arg-type]
    convene(assembly, actor=SYSTEM, at=assembly.starts_at - (STARTS - CONVENED))
    return assembly


@prepared
def in_session(
    present: Sequence[str] | None = None,
    *,
    statutes: dict[str, object] | None = None,
    members: dict[str, Member] | None = None,
    **options: object,
):
    """An assembly in session with everybody there (or `present`): (assembly, members).

    Statutes and ten members are made for it, unless `members` are there already.
    """
    if members is None:
        pole_statutes(**(statutes or {}))
        members = pole_members()
    assembly = convened(**options)
    open_evening(assembly, members, present=list(members) if present is None else present)
    return assembly, members


@prepared
def tonight(present: Sequence[str] | None = None, **options: object):
    """The same on the machine's own clock, which pages read: it began an hour ago."""
    start = now().replace(microsecond=0) - timedelta(hours=1)
    return in_session(present, starts_at=start, at=start - timedelta(days=40), **options)


def account_of(member: Member, name: str = "Ada Bretelle", language: str = "fr") -> Account:
    """An account that acts for a member (for the person who represents it, where it is an organisation)."""
    person = member.person_id
    if person is None:
        facts = db.session.query(RepresentativeFact).filter_by(organisation_id=member.organisation_id)
        person = facts.order_by(RepresentativeFact.id.desc()).first().person_id
    account = make_account(name, language=language)
    give_access(person, account.id, actor=SYSTEM, at=ADOPTED)
    return account


def refusal(act: Callable[[], object]) -> tuple[int, str]:
    """The status and the code of the refusal that an act meets."""
    with pytest.raises(ScicError) as refused:
        act()
    return refused.value.status, refused.value.code


def open_evening(assembly: Assembly, members: dict[str, Member], *, present: Sequence[str]) -> None:
    """Officers named, these members checked in, the session opened."""
    for seat, name in (("chair", "Maëlys Kervadec"), ("secretary", "Odile Pengam"), ("teller_1", "Yann Le Guirriec")):
        name_officer(assembly, seat, name, capacity="", member_id=None, actor=SYSTEM, at=assembly.starts_at)
    for name in present:
        check_in(assembly, members[name].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=assembly.starts_at)
    open_session(assembly, actor=SYSTEM, at=assembly.starts_at + (OPENED - STARTS))


def give_proxy(assembly: Assembly, members: dict[str, Member], principal: str, holder: str | None) -> None:
    """A paper proxy; None is a blank one."""
    sent = assembly.convened_at or CONVENED
    signed = (sent + timedelta(days=1)).date()
    draft = ProxyDraft(members[principal].id, members[holder].id if holder else None, signed)
    register_proxy(assembly, draft, actor=SYSTEM, at=sent + timedelta(days=2))


def decide(assembly: Assembly, position: int, *, against: Sequence[str] = (), at: datetime = OPENED) -> Decision:
    """Everybody present votes for, but those named; the vote is closed two minutes later."""
    item = assembly.items[position - 1]
    box = open_vote(assembly, item.id, actor=SYSTEM, at=at)
    for right in rights_at_desk(box.id):
        if not right.cast:
            choice = "against" if right.name in against else "for"
            cast_at_desk(box.id, right.right_id, choice, actor=SYSTEM, at=at + timedelta(minutes=1))
    return close_vote(assembly, item.id, actor=SYSTEM, at=at + timedelta(minutes=2))


def end_session(assembly: Assembly, *, at: datetime) -> None:
    """The officers certify the sheet, then the session is closed."""
    certify_sheet(assembly, actor=SYSTEM, at=at)
    close_session(assembly, actor=SYSTEM, at=at)


@prepared
def whole_evening(**options: object) -> Evening:
    """An assembly of five colleges held to its end: eight present, one by proxy, one resolution adopted."""
    pole_statutes()
    members = pole_members()
    assembly = convened(**options)
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    absent = {"Solène Abiven", "La Fournée Commune"}
    open_evening(assembly, members, present=[name for name in members if name not in absent])
    decisions = [decide(assembly, 2, against=["Inès Oubrahim"], at=OPENED + timedelta(minutes=20))]
    end_session(assembly, at=OPENED + timedelta(minutes=40))
    return Evening(assembly, members, decisions)

"""The cooperative comes to life: statutes, people, organisations, members, shares and accounts, year by year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from foundation.accounts.models import Account
from foundation.accounts.passwords import hash_password
from foundation.accounts.permissions import Role
from foundation.accounts.services import create_account, grant_role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.sorting import sort_key
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.services.access import give_access
from membership.services.admission import Admission, admit
from membership.services.people import OrganisationDetails, PersonDetails, add_organisation, add_person
from membership.services.representation import appoint_representative
from scic.demo.people import (
    EMPLOYEES,
    ORGANISATIONS,
    VOLUNTEERS,
    DemoOrganisation,
    address_of,
    person_name,
    siren_of,
)
from scic.demo.texts import pole_statutes
from shares.services import subscribe
from statutes.services import adopt

DEMO_PASSWORD = "demonstration"  # noqa: S105 - the demo's, printed on purpose
DOMAIN = "pole.example"
BOARD = "Conseil coopératif"


@dataclass(frozen=True)
class DemoMember:
    """A member of the demo with the account that acts for it (None: nobody goes online for it)."""

    member: Member
    account: Account | None
    name: str
    category: str


def founding_day(today: date) -> date:
    """The statutes' first day: the first of January two years before, so that this is the third year."""
    return date(today.year - 2, 1, 1)


def found(today: date) -> list[DemoMember]:
    """Statutes, then everybody in the order of their admission."""
    first_day = founding_day(today)
    adopt(pole_statutes(first_day), SYSTEM, at=morning(first_day - timedelta(days=20)))
    password = hash_password(DEMO_PASSWORD)
    members = [
        *(_volunteer(rank, today, password) for rank in range(VOLUNTEERS)),
        *(_employee(rank, today, password) for rank in range(len(EMPLOYEES))),
    ]
    for years in (2, 1, 0):
        members += [
            _organisation(rank, one, today, password) for rank, one in enumerate(ORGANISATIONS) if one.years == years
        ]
    members.append(_without_a_share(today))
    return members


def morning(day: date) -> datetime:
    """Nine in the morning of a day, as moments are kept."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def admission_day(today: date, years: int, rank: int) -> date:
    """When a member of that seniority joined: spread over its year, never after today."""
    start = date(today.year - years, 1, 15)
    day = start + timedelta(days=(rank * 11) % 150)
    return min(day, today - timedelta(days=40))


def _volunteer(rank: int, today: date, password: str) -> DemoMember:
    first, last = person_name(rank)
    day = admission_day(today, 2 if rank < 10 else 1, rank)
    person = _person(first, last, rank, morning(day))
    member = admitted(person, "benevoles", 1 + rank % 10, day)
    account = _account(first, last, password, morning(day)) if rank < 14 else None
    return _with_access(member, person, account, category="benevoles", at=morning(day))


def _employee(rank: int, today: date, password: str) -> DemoMember:
    first, last = person_name(VOLUNTEERS + rank)
    role, shares = EMPLOYEES[rank]
    day = admission_day(today, 2, rank)
    person = _person(first, last, VOLUNTEERS + rank, morning(day))
    member = admitted(person, "salaries", shares, day, motive=role)
    return _with_access(
        member, person, _account(first, last, password, morning(day)), category="salaries", at=morning(day)
    )


def _organisation(rank: int, one: DemoOrganisation, today: date, password: str) -> DemoMember:
    first, last = person_name(VOLUNTEERS + len(EMPLOYEES) + rank)
    day = admission_day(today, one.years, rank)
    at = morning(day)
    person = _person(first, last, 30 + rank, at)
    organisation = add_organisation(
        OrganisationDetails(
            name=one.name,
            legal_form=one.legal_form,
            siren=siren_of(rank + 1),
            ess_level=one.ess_level,
            size=one.size,
            email=f"contact-{rank + 1}@{DOMAIN}",
            **address_of(rank + 3),
        ),
        actor=SYSTEM,
        at=at,
    )
    appoint_representative(organisation.id, person.id, day, role="Représentant désigné", actor=SYSTEM, at=at)
    member = admitted(organisation, one.category, one.shares, day)
    return _with_access(member, person, _account(first, last, password, at), category=one.category, at=at)


def _without_a_share(today: date) -> DemoMember:
    """Admitted last month, nothing subscribed yet: on no roll, and the roll says why."""
    first, last = person_name(60)
    day = today - timedelta(days=25)
    person = _person(first, last, 60, morning(day))
    admission = Admission(category="benevoles", effective_on=day, decision=f"{BOARD} du {day:%d/%m/%Y}")
    member = admit(person, admission, actor=SYSTEM, at=morning(day))
    return DemoMember(member, None, f"{first} {last}", "benevoles")


def _person(first: str, last: str, rank: int, at: datetime) -> Person:
    details = PersonDetails(first_names=first, last_name=last, email=_email(first, last), **address_of(rank))
    return add_person(details, actor=SYSTEM, at=at)


def admitted(candidate: Person | Organisation, category: str, shares: int, day: date, *, motive: str = "") -> Member:
    """A member from that day, who paid the shares at once."""
    decision = f"{BOARD} du {day:%d/%m/%Y}"
    admission = Admission(category=category, effective_on=day, decision=decision, motive=motive)
    member = admit(candidate, admission, actor=SYSTEM, at=morning(day))
    subscribe(member.id, shares, day, document="Bulletin de souscription", actor=SYSTEM, at=morning(day))
    return member


def _account(first: str, last: str, password: str, at: datetime) -> Account:
    account = create_account(email=_email(first, last), name=f"{first} {last}", actor=SYSTEM, at=at)
    account.password_hash = password
    return account


def _with_access(member: Member, person: Person, account: Account | None, *, category: str, at: datetime) -> DemoMember:
    if account is not None:
        give_access(person.id, account.id, actor=SYSTEM, at=at)
    return DemoMember(member, account, member.name, category)


def _email(first: str, last: str) -> str:
    local = sort_key(f"{first} {last}").replace(" ", ".").replace("'", "")
    return f"{local}@{DOMAIN}"


def give_roles(members: list[DemoMember], at: datetime) -> list[tuple[str, str]]:
    """One account a role, and a voter of each kind: (what it is for, e-mail)."""
    volunteers = [one for one in members if one.category == "benevoles" and one.account is not None]
    employees = [one for one in members if one.category == "salaries"]
    structures = [one for one in members if one.category == "structures"]
    trusted = (
        ("Présidente du conseil", volunteers[0], Role.BOARD),
        ("Salariée, secrétariat", employees[0], Role.STAFF),
        ("Scrutateur", volunteers[1], Role.SCRUTINEER),
        ("Administrateur du système", employees[1], Role.ADMINISTRATOR),
        ("Trésorière", volunteers[2], Role.TREASURER),
    )
    logins = []
    for what, one, role in trusted:
        if one.account is not None:
            grant_role(one.account, role, actor=SYSTEM, at=at)
            logins.append((what, one.account.email))
    password = next(one.account.password_hash or "" for one in members if one.account is not None)
    reviser = _account("Réviseure", "Coopérative", password, at)
    grant_role(reviser, Role.REVISER, actor=SYSTEM, at=at)
    logins.append(("Réviseure coopérative", reviser.email))
    voters = (("Bénévole, avec un pouvoir", volunteers[3]), ("Représentante d’une structure", structures[0]))
    return logins + [(what, one.account.email) for what, one in voters if one.account is not None]

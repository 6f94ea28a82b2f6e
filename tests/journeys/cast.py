"""Who comes to the evening: eleven members in five colleges, each through the services, eight of them with an account."""

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from membership.models.members import Member
from membership.queries.roll import members_on
from membership.services.access import give_access
from tests.factories.accounts import CREATED, PASSWORD, make_account
from tests.factories.governance import pole_members, pole_statutes
from tests.factories.membership import ADMITTED

CHAIR = "Maëlys Kervadec"
SCRUTINEER = "Yann Le Guirriec"
INES, BASTIEN, WORKSHOP = "Inès Oubrahim", "Bastien Dubreuil", "Atelier du Canal"
HOLDER, ABSENT = "Caisse solidaire du Val", "Solène Abiven"
ARRIVING = (CHAIR, SCRUTINEER, INES, BASTIEN, WORKSHOP, HOLDER)
ROLES = {CHAIR: Role.BOARD, SCRUTINEER: Role.SCRUTINEER}
WITH_ACCOUNT = (*ARRIVING, ABSENT)


def email_of(name: str) -> str:
    """The address with which that member signs in."""
    first = name.split()[0].lower()
    return first.translate(str.maketrans("ëèéî", "eeei")) + "@exemple.fr"


def gather_cast() -> dict[str, Member]:
    """Statutes in force, members with their shares, accounts that act for them."""
    pole_statutes()
    members = pole_members()
    people = {one.name: one for one in members_on(ADMITTED)}
    for name in WITH_ACCOUNT:
        person = people[name].acting_person_id
        account = make_account(name, *[ROLES[name]] if name in ROLES else [], email=email_of(name), password=PASSWORD)
        give_access(person, account.id, actor=SYSTEM, at=CREATED)
    return members

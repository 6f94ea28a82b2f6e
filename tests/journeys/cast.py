"""Who comes to the evening: ten members in five colleges, made by the services, seven of them with an account."""

from datetime import timedelta

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from governance.rules.presence import Mode
from governance.services.assemblies import ItemDraft, add_item
from governance.services.notice import convene
from governance.services.presence import check_in, name_officer
from governance.services.proxies import ProxyDraft, register_proxy
from governance.services.session import deal_with, open_session
from governance.services.voting import open_vote
from membership.models.members import Member
from membership.queries.roll import members_on
from membership.services.access import give_access
from tests.factories.accounts import CREATED, PASSWORD, make_account
from tests.factories.governance import make_assembly, pole_members, pole_statutes
from tests.factories.membership import ADMITTED
from tests.factories.plans import election
from votes.rules.tie_choice import TieAnswer

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


def open_a_vote() -> None:
    """The whole cast in the room, the proxy given, and the question just put to the vote."""
    members, at = gather_cast(), now()
    start = at - timedelta(minutes=30)
    assembly = make_assembly(starts_at=start, at=start - timedelta(days=20))
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=19))
    for seat, name in (("chair", CHAIR), ("secretary", "Odile Pengam")):
        name_officer(assembly, seat, name, capacity="", member_id=None, actor=SYSTEM, at=start)
    draft = ProxyDraft(members[ABSENT].id, members[HOLDER].id, (start - timedelta(days=3)).date())
    register_proxy(assembly, draft, actor=SYSTEM, at=start)
    for name in ARRIVING:
        check_in(assembly, members[name].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=start)
    open_session(assembly, actor=SYSTEM, at=start + timedelta(minutes=5))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=start + timedelta(minutes=9))
    open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=at)


def bring_to_an_election() -> None:
    """The cast in the room, and an election by secret approval next: three seats, five candidates, a tie has a second round."""
    members, at = gather_cast(), now()
    start = at - timedelta(minutes=30)
    sent = start - timedelta(days=20)
    assembly = make_assembly(resolutions=[], starts_at=start, at=sent)
    plan = election(secret=True, tie_answer=TieAnswer.SECOND_ROUND, details={"o1": "Jardinière, associée depuis 2019."})
    text = "L’assemblée générale élit trois membres du conseil coopératif."
    add_item(assembly, ItemDraft("Conseil coopératif", text, "ordinary", plan=plan), actor=SYSTEM, at=sent)
    convene(assembly, actor=SYSTEM, at=start - timedelta(days=19))
    for seat, name in (("chair", CHAIR), ("secretary", "Odile Pengam")):
        name_officer(assembly, seat, name, capacity="", member_id=None, actor=SYSTEM, at=start)
    for name in ARRIVING:
        check_in(assembly, members[name].id, mode=Mode.IN_PERSON, actor=SYSTEM, at=start)
    open_session(assembly, actor=SYSTEM, at=start + timedelta(minutes=5))
    deal_with(assembly, assembly.items[0].id, actor=SYSTEM, at=start + timedelta(minutes=9))

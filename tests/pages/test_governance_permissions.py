"""Who may open which page of assemblies: denied by default, one line a page, and nobody acts with another's rights."""

from datetime import timedelta

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from governance.models import AttendanceFact, Proxy, ProxyRevocation
from governance.queries.floor import floor_at
from governance.services.voting import open_vote
from tests.factories.accounts import make_account, sign_in
from tests.factories.governance import account_of, convened, decide, give_proxy, tonight
from votes.models import Ballot
from votes.queries import rights_of

EVERYBODY = frozenset(Role)
OFFICE = frozenset({Role.BOARD, Role.STAFF})
DOOR = OFFICE | {Role.SCRUTINEER}

READ = {
    "/assemblees": EVERYBODY,
    "/assemblees/{a}": EVERYBODY,
    "/assemblees/{a}/ecran": EVERYBODY,
    "/assemblees/{a}/ecran/en-direct": EVERYBODY,
    "/assemblees/{a}/voter": EVERYBODY,
    "/assemblees/{a}/voter/en-direct": EVERYBODY,
    "/assemblees/{a}/mon-pouvoir": EVERYBODY,
    "/assemblees/{a}/resolutions/1": EVERYBODY,
    "/decisions": EVERYBODY,
    "/decisions/1": EVERYBODY,
    "/assemblees/{a}/emargement": DOOR,
    "/assemblees/{a}/pouvoirs": DOOR,
    "/assemblees/nouvelle": OFFICE,
    "/assemblees/{a}/modifier": OFFICE,
    "/assemblees/{a}/seconde-convocation": OFFICE,
    "/assemblees/{a}/ordre-du-jour/nouveau": OFFICE,
    "/assemblees/{a}/ordre-du-jour/{i}": OFFICE,
    "/assemblees/{a}/bureau": OFFICE,
    "/assemblees/{a}/bureau/en-direct": OFFICE,
    "/assemblees/{a}/bureau/chair": OFFICE,
    "/assemblees/{a}/incidents": OFFICE,
    "/assemblees/{a}/points/{i}/saisie": OFFICE,
    "/assemblees/{a}/question": OFFICE,
    "/assemblees/{a}/convocation": OFFICE,
    "/assemblees/{a}/proces-verbal": OFFICE,
}
ACTS = {
    "/assemblees/{a}/emargement/{m}": DOOR,
    "/assemblees/{a}/emargement/mandataires/1": DOOR,
    "/assemblees/{a}/pouvoirs": DOOR,
    "/assemblees/{a}/pouvoirs/{m}/revoquer": DOOR,
    "/assemblees/nouvelle": OFFICE,
    "/assemblees/{a}/modifier": OFFICE,
    "/assemblees/{a}/seconde-convocation": OFFICE,
    "/assemblees/{a}/ordre-du-jour/nouveau": OFFICE,
    "/assemblees/{a}/ordre-du-jour/{i}": OFFICE,
    "/assemblees/{a}/ordre-du-jour/{i}/deplacer": OFFICE,
    "/assemblees/{a}/ordre-du-jour/{i}/retirer": OFFICE,
    "/assemblees/{a}/convocation": OFFICE,
    "/assemblees/{a}/convocation/lettres": OFFICE,
    "/assemblees/{a}/convocation/1/renvoyer": OFFICE,
    "/assemblees/{a}/bureau/chair": OFFICE,
    "/assemblees/{a}/incidents": OFFICE,
    "/assemblees/{a}/seance/ouvrir": OFFICE,
    "/assemblees/{a}/feuille/certifier": OFFICE,
    "/assemblees/{a}/seance/clore": OFFICE,
    "/assemblees/{a}/points/{i}/ouvrir": OFFICE,
    "/assemblees/{a}/points/{i}/clore": OFFICE,
    "/assemblees/{a}/points/{i}/traiter": OFFICE,
    "/assemblees/{a}/points/{i}/saisie": OFFICE,
    "/assemblees/{a}/points/{i}/saisie/1": OFFICE,
    "/assemblees/{a}/points/{i}/second-tour": OFFICE,
    "/assemblees/{a}/points/{i}/decider": OFFICE,
    "/assemblees/{a}/question": OFFICE,
    "/assemblees/{a}/question/1/clore": OFFICE,
    "/assemblees/{a}/proces-verbal": OFFICE,
    "/assemblees/{a}/proces-verbal/etablir": OFFICE,
}


@pytest.fixture
def evening(session):
    """In session: the first resolution decided, a proxy given."""
    assembly, members = tonight(["Maëlys Kervadec", "Yann Le Guirriec", "Inès Oubrahim"])
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    decide(assembly, 2, at=assembly.opened_at + timedelta(minutes=5))
    return assembly, members


@pytest.fixture
def addresses(evening):
    assembly, members = evening
    values = {"a": assembly.id, "i": assembly.items[1].id, "m": members["Solène Abiven"].id}
    return lambda pattern: pattern.format(**values)


def to_come():
    """Another assembly, convened for next month: proxies still travel online."""
    start = now().replace(microsecond=0) + timedelta(days=30)
    return convened(starts_at=start, at=start - timedelta(days=60))


def person(role: Role):
    return make_account("Gwenola Sansvoix", *(() if role is Role.MEMBER else (role,)))


def test_who_has_not_signed_in_opens_nothing(client, addresses):
    opened = {pattern: client.get(addresses(pattern)).status_code for pattern in READ}
    sent = {pattern: client.post(addresses(pattern)).status_code for pattern in ACTS}
    assert set(opened.values()) == set(sent.values()) == {401}


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_other(client, addresses, role):
    sign_in(client, person(role))
    found = {pattern: client.get(addresses(pattern)).status_code for pattern in READ}
    assert {pattern for pattern, status in found.items() if status != 403} == {
        pattern for pattern, roles in READ.items() if role in roles
    }
    assert not {pattern: status for pattern, status in found.items() if status >= 500}


@pytest.mark.parametrize("role", [role for role in Role if role not in OFFICE])
def test_a_role_does_its_acts_and_no_other(client, addresses, role):
    sign_in(client, person(role))
    for pattern, roles in ACTS.items():
        if role not in roles:
            assert client.post(addresses(pattern), data={"act": "left"}).status_code == 403, pattern
    assert db.session.query(ProxyRevocation).count() == 0


@pytest.mark.parametrize("pattern", ACTS)
def test_a_forged_act_is_refused(client, addresses, pattern):
    sign_in(client, make_account("Odile Pengam", Role.BOARD))
    assert client.post(addresses(pattern), forged=True).status_code == 400


# ---- nobody acts with another's rights ---------------------------------------------------------------


def test_a_member_takes_back_his_own_proxy_and_never_another_s(client, evening):
    assembly, members = evening
    address = f"/assemblees/{assembly.id}/mon-pouvoir/{members['Solène Abiven'].id}/revoquer"
    sign_in(client, account_of(members["Inès Oubrahim"]))
    assert client.post(address).status_code == 403
    sign_in(client, account_of(members["Yann Le Guirriec"]))
    assert client.post(address).status_code == 403  # the holder neither
    assert db.session.query(ProxyRevocation).count() == 0
    sign_in(client, account_of(members["Solène Abiven"]))
    assert client.post(address).status_code == 302
    assert db.session.query(ProxyRevocation).count() == 1


def test_a_member_gives_his_own_proxy_and_never_another_s(client, evening):
    _tonight, members = evening
    assembly = to_come()
    give_proxy(assembly, members, "Solène Abiven", "Yann Le Guirriec")
    sign_in(client, account_of(members["Bastien Dubreuil"]))
    address = f"/assemblees/{assembly.id}/mon-pouvoir"
    other = {"principal": members["Inès Oubrahim"].id, "to": "member", "holder": "Maëlys Kervadec"}
    assert client.post(address, data=other).status_code == 422
    assert db.session.query(Proxy).filter_by(assembly_id=assembly.id).count() == 1
    mine = other | {"principal": members["Bastien Dubreuil"].id}
    assert client.post(address, data=mine).status_code == 302
    floor = floor_at(assembly, now())
    assert floor.proxies[members["Bastien Dubreuil"].id].holder_id == members["Maëlys Kervadec"].id


def test_an_account_without_membership_has_nothing_to_entrust(client, evening):
    sign_in(client, make_account())
    page = client.get(f"/assemblees/{evening[0].id}/mon-pouvoir").get_data(as_text=True)
    assert "Vous n’avez pas de voix" in page or "aucune voix" in page


def test_the_right_of_another_is_not_cast_from_a_phone(client, session):
    assembly, members = tonight()
    mine, other = account_of(members["Inès Oubrahim"]), account_of(members["Bastien Dubreuil"])
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=now())
    [right] = rights_of(box.id, other.id)
    sign_in(client, mine)
    page = client.get(f"/assemblees/{assembly.id}/voter").get_data(as_text=True)
    assert f'value="{right.right_id}"' not in page
    sent = client.post(f"/votes/{box.id}/bulletins", data={"right": right.right_id, "choice": "for"})
    assert sent.status_code == 404
    assert db.session.query(Ballot).count() == 0


def test_a_point_is_not_reached_through_another_assembly(client, session):
    assembly, members = tonight()
    other, _members = tonight(members=members)
    sign_in(client, make_account("Odile Pengam", Role.BOARD))
    item = other.items[1].id
    for act in ("ouvrir", "clore", "traiter", "saisie"):
        assert client.post(f"/assemblees/{assembly.id}/points/{item}/{act}").status_code == 404
    assert other.items[1].box_id is None


def test_the_door_notes_an_arrival_under_the_name_of_who_noted_it(client, evening):
    assembly, members = evening
    sign_in(client, make_account("Gwenola Tri", Role.SCRUTINEER))
    address = f"/assemblees/{assembly.id}/emargement/{members['Bastien Dubreuil'].id}"
    assert client.post(address, data={"act": "in_person"}).status_code == 302
    last = db.session.query(AttendanceFact).order_by(AttendanceFact.id.desc()).first()
    assert (last.member_id, last.recorded_by) == (members["Bastien Dubreuil"].id, "Gwenola Tri")

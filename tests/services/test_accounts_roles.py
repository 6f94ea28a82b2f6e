"""Accounts and their roles: facts that only add up, and an administrator that cannot vanish."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from foundation.accounts import queries, services
from foundation.accounts.models import Account, RoleFact
from foundation.accounts.permissions import Permission, Role
from foundation.accounts.rules.events import AccountEvent
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM, Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.ledger import AppendOnlyViolation
from tests.factories.accounts import make_account

pytestmark = pytest.mark.usefixtures("session")


def test_an_email_is_one_account_whatever_its_capitals(at: datetime) -> None:
    make_account(email="Jeanne.Martin@Exemple.fr")
    found = queries.account_by_email(" jeanne.martin@EXEMPLE.FR")
    assert found is not None and found.email == "jeanne.martin@exemple.fr"
    with pytest.raises(Refused) as refusal:
        services.create_account(email="JEANNE.martin@exemple.fr", name="Autre", actor=SYSTEM, at=at)
    assert refusal.value.code == "email-taken"


@pytest.mark.parametrize("email", ["", "jeanne", "jeanne@", "a@b@c.fr", "jeanne@exemple.fr\nBcc: x@y.fr"])
def test_what_is_no_email_is_refused(email: str, at: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_account(email=email, name="Jeanne Martin", actor=SYSTEM, at=at)
    assert refusal.value.code == "email-malformed"


@pytest.mark.parametrize(
    ("name", "language", "code"), [(" ", "fr", "name-missing"), ("Jeanne", "de", "language-unknown")]
)
def test_a_name_and_a_known_language_are_needed(name: str, language: str, code: str, at: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_account(email="j@exemple.fr", name=name, language=language, actor=SYSTEM, at=at)
    assert refusal.value.code == code


def test_a_new_account_is_a_plain_member() -> None:
    account = make_account()
    assert account.roles == frozenset()
    assert account.can(Permission.VOTE_CAST)
    assert not any(account.can(permission) for permission in (Permission.MEMBERS_READ, Permission.ROLES_GRANT))


def test_a_role_is_held_from_the_moment_it_is_granted_until_revoked(at: datetime) -> None:
    account = make_account()
    assert services.grant_role(account, Role.BOARD, actor=SYSTEM, at=at)
    assert account.can(Permission.ASSEMBLY_HOLD)
    assert services.revoke_role(account, Role.BOARD, actor=SYSTEM, at=at)
    assert not account.can(Permission.ASSEMBLY_HOLD)
    assert [(fact.role, fact.granted) for fact in queries.role_history(account.id)] == [
        ("board", True),
        ("board", False),
    ]


def test_granting_twice_is_one_fact(at: datetime) -> None:
    account = make_account()
    assert services.grant_role(account, Role.STAFF, actor=SYSTEM, at=at)
    assert not services.grant_role(account, Role.STAFF, actor=SYSTEM, at=at)
    assert len(queries.role_history(account.id)) == 1
    assert not services.revoke_role(account, Role.BOARD, actor=SYSTEM, at=at)


def test_a_role_fact_names_who_granted_it(at: datetime) -> None:
    chief, account = make_account("Noël Mückler", Role.ADMINISTRATOR), make_account()
    services.grant_role(account, Role.REVISER, actor=Actor(chief.id, chief.name), at=at)
    fact = queries.role_history(account.id)[0]
    assert (fact.by_id, fact.by_name, fact.at) == (chief.id, "Noël Mückler", at)
    assert audit.history(f"account:{account.id}")[-1].tag == AccountEvent.ROLE_GRANTED


def test_a_role_fact_is_never_changed_by_code(at: datetime) -> None:
    account = make_account("A B", Role.BOARD)
    queries.role_history(account.id)[0].granted = False
    with pytest.raises(AppendOnlyViolation):
        db.session.flush()


@pytest.mark.parametrize("statement", ["UPDATE role_fact SET role = 'staff'", "DELETE FROM role_fact"])
def test_a_role_fact_is_never_changed_by_sql(statement: str) -> None:
    make_account("A B", Role.BOARD)
    with pytest.raises(DatabaseError):
        db.session.execute(db.text(statement))


def test_the_database_itself_refuses_to_grant_membership(at: datetime) -> None:
    account = make_account()
    db.session.add(RoleFact(account_id=account.id, role="member", granted=True, at=at, by_name="x"))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_database_itself_refuses_an_email_in_capitals(at: datetime) -> None:
    db.session.add(Account(email="A@exemple.fr", name="A", language="fr", created_at=at))
    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize("act", [services.grant_role, services.revoke_role])
def test_membership_is_neither_granted_nor_revoked(act: object, at: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        act(make_account(), Role.MEMBER, actor=SYSTEM, at=at)  # type: ignore[operator]
    assert refusal.value.code == "role-not-grantable"


def test_the_last_administrator_stays(at: datetime) -> None:
    chief = make_account("Noël Mückler", Role.ADMINISTRATOR)
    for act in (
        lambda: services.revoke_role(chief, Role.ADMINISTRATOR, actor=SYSTEM, at=at),
        lambda: services.disable_account(chief, actor=SYSTEM, at=at),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "last-administrator"
    make_account("Ada Roux", Role.ADMINISTRATOR)
    assert services.revoke_role(chief, Role.ADMINISTRATOR, actor=SYSTEM, at=at)


def test_a_closed_administrator_does_not_count_as_one(at: datetime) -> None:
    chief, other = make_account("A B", Role.ADMINISTRATOR), make_account("C D", Role.ADMINISTRATOR)
    services.disable_account(other, actor=SYSTEM, at=at)
    with pytest.raises(Refused):
        services.revoke_role(chief, Role.ADMINISTRATOR, actor=SYSTEM, at=at)


def test_a_closed_account_may_do_nothing_and_is_given_nothing(at: datetime) -> None:
    account = make_account("A B", Role.BOARD)
    assert services.disable_account(account, actor=SYSTEM, at=at)
    assert not services.disable_account(account, actor=SYSTEM, at=at + timedelta(days=1))
    assert account.disabled_at == at and not account.can(Permission.VOTE_CAST)
    with pytest.raises(Refused):
        services.grant_role(account, Role.STAFF, actor=SYSTEM, at=at)
    assert services.enable_account(account, actor=SYSTEM, at=at) and account.can(Permission.ASSEMBLY_HOLD)
    assert not services.enable_account(account, actor=SYSTEM, at=at)


def test_accounts_are_listed_by_name_as_a_person_sorts() -> None:
    for name in ("Zoé Martin", "évrard Œillet", "Abel Roux"):
        make_account(name)
    assert [one.name for one in queries.accounts_with_roles()] == ["Abel Roux", "évrard Œillet", "Zoé Martin"]


def test_who_may_do_something_is_known() -> None:
    make_account("Plain Member")
    board = make_account("A B", Role.BOARD)
    assert queries.accounts_allowed(Permission.ASSEMBLY_HOLD) == [board]
    assert queries.accounts_with_roles(holding=Role.BOARD) == [board]


def test_the_profile_changes_once(at: datetime) -> None:
    account = make_account("A B")
    assert services.change_profile(account, name="  Ada   Roux ", language="en", actor=SYSTEM, at=at)
    assert (account.name, account.language) == ("Ada Roux", "en")
    assert not services.change_profile(account, name="Ada Roux", language="en", actor=SYSTEM, at=at)


def test_the_audit_trail_holds_no_email(at: datetime) -> None:
    account = make_account("A B", Role.BOARD, email="secret.address@exemple.fr")
    services.change_email(account, "other.address@exemple.fr", actor=SYSTEM, at=at)
    said = [entry.details for entry in audit.history(f"account:{account.id}")]
    assert len(said) == 3 and "address" not in str(said)

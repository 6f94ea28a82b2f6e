"""What a session proves, which roles are held, what is kept of a browser."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.accounts.permissions import (
    GRANTABLE_ROLES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_of,
)
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.events import EVENT_SENTENCES, AccountEvent
from foundation.accounts.rules.sign_in import PROOF_LIFETIME, browser_summary, is_proven_again, roles_held

NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


def test_a_link_used_minutes_ago_replaces_the_present_password() -> None:
    assert is_proven_again(Way.LINK, NOON, NOON + timedelta(minutes=14))


def test_a_link_used_a_quarter_of_an_hour_ago_does_not() -> None:
    assert not is_proven_again(Way.LINK, NOON, NOON + PROOF_LIFETIME)


def test_a_session_opened_by_password_never_does() -> None:
    assert not is_proven_again(Way.PASSWORD, NOON, NOON)


def test_a_role_granted_again_is_held_again() -> None:
    facts = [(Role.BOARD, True), (Role.BOARD, False), (Role.BOARD, True)]
    assert roles_held(facts) == {Role.BOARD}


def test_without_a_role_one_is_a_plain_member() -> None:
    assert permissions_of([]) == ROLE_PERMISSIONS[Role.MEMBER]


def test_every_role_is_at_least_a_member() -> None:
    for role in Role:
        assert permissions_of([role]) >= ROLE_PERMISSIONS[Role.MEMBER]


def test_every_permission_is_given_by_some_role() -> None:
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_the_reviser_and_the_scrutineer_write_no_register() -> None:
    writing = {Permission.MEMBERS_WRITE, Permission.SHARES_WRITE, Permission.MINUTES_WRITE, Permission.SETTINGS_WRITE}
    assert not permissions_of([Role.REVISER, Role.SCRUTINEER]) & writing


def test_the_administrator_holds_no_assembly() -> None:
    assert Permission.ASSEMBLY_HOLD not in permissions_of([Role.ADMINISTRATOR])


def test_only_the_administrator_grants_roles() -> None:
    assert [role for role in Role if Permission.ROLES_GRANT in permissions_of([role])] == [Role.ADMINISTRATOR]


def test_being_a_member_is_not_granted() -> None:
    assert Role.MEMBER not in GRANTABLE_ROLES
    assert set(ROLE_NAMES) == set(Role)


def test_permissions_are_words_subject_can_do() -> None:
    assert all(len(permission.split(".")) == 2 for permission in Permission)


def test_every_audit_tag_has_a_sentence() -> None:
    assert set(EVENT_SENTENCES) == set(AccountEvent)


@pytest.mark.parametrize(
    ("header", "summary"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_two_words(header: str, summary: str) -> None:
    assert browser_summary(header) == summary

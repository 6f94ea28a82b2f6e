"""Links, passwords and sessions as services: what works once, what ends, what is forgotten."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation.accounts import access, passwords, queries, services
from foundation.accounts.attempts import admit_attempt, forgive_attempt, is_flooded
from foundation.accounts.models import Account, SignInAttempt, SignInSession, SignInToken
from foundation.accounts.reader import live_session
from foundation.accounts.rules.attempts import Way
from foundation.accounts.rules.sign_in import LINK_LIFETIME
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import NotAllowed, NotFound, Refused, StateMoved, TooMany
from foundation.mailing.models import Mail
from tests.factories.accounts import PASSWORD, make_account

pytestmark = pytest.mark.usefixtures("session")


def link_to(token: str) -> str:
    return f"https://scic.exemple.fr/connexion/lien/{token}"


def mailed_token(email: str, at: datetime) -> str:
    access.request_sign_in_link(email, link_to=link_to, goes_to="/votes/3", at=at)
    body = db.session.execute(select(Mail.body_text).order_by(Mail.id.desc()).limit(1)).scalar_one()
    found = re.search(r"/connexion/lien/([\w-]+)", body)
    assert found is not None
    return found[1]


def count(model: type) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_link_is_mailed_in_the_language_of_its_reader(at: datetime) -> None:
    account = make_account("Ada Roux", language="en")
    mailed_token(account.email, at)
    mail = db.session.execute(select(Mail)).scalar_one()
    assert mail.to_address == account.email and mail.secret
    assert mail.subject.startswith("Your sign-in link") and "Hello Ada Roux," in mail.body_text
    assert mail.expires_at == at + timedelta(minutes=15)


def test_nobody_is_mailed_for_an_unknown_or_closed_account(at: datetime) -> None:
    closed = make_account()
    services.disable_account(closed, actor=SYSTEM, at=at)
    for email in ("personne@ailleurs.fr", closed.email):
        access.request_sign_in_link(email, link_to=link_to, goes_to=None, at=at)
    assert count(Mail) == 0 and count(SignInToken) == 0


def test_only_the_hash_of_a_token_is_stored(at: datetime) -> None:
    token = mailed_token(make_account().email, at)
    stored = db.session.execute(select(SignInToken)).scalar_one()
    assert token not in stored.token_hash and len(stored.token_hash) == 64


def test_a_link_works_once(at: datetime) -> None:
    account = make_account()
    token = mailed_token(account.email, at)
    assert access.spend_link(token, at=at).account_id == account.id
    with pytest.raises(StateMoved) as refusal:
        access.spend_link(token, at=at)
    assert refusal.value.code == "link-used"


def test_a_link_works_for_a_quarter_of_an_hour_and_not_a_second_more(at: datetime) -> None:
    account = make_account()
    late, in_time = mailed_token(account.email, at), mailed_token(account.email, at)
    with pytest.raises(StateMoved) as refusal:
        access.spend_link(late, at=at + timedelta(minutes=15))
    assert refusal.value.code == "link-expired"
    assert access.spend_link(in_time, at=at + timedelta(minutes=14, seconds=59))


def test_using_one_link_voids_the_others(at: datetime) -> None:
    account = make_account()
    first, second = mailed_token(account.email, at), mailed_token(account.email, at)
    access.spend_link(second, at=at)
    with pytest.raises(StateMoved):
        access.spend_link(first, at=at)


def test_looking_at_a_link_does_not_use_it(at: datetime) -> None:
    token = mailed_token(make_account().email, at)
    assert access.usable_link(token, at=at).used_at is None
    assert access.usable_link(token, at=at).goes_to == "/votes/3"
    assert access.spend_link(token, at=at)


def test_an_invented_link_is_not_found(at: datetime) -> None:
    with pytest.raises(NotFound):
        access.spend_link("invented", at=at)


def test_a_link_asked_before_the_account_was_closed_is_void(at: datetime) -> None:
    account = make_account()
    token = mailed_token(account.email, at)
    services.disable_account(account, actor=SYSTEM, at=at)
    with pytest.raises((StateMoved, NotAllowed)):
        access.spend_link(token, at=at)


def test_a_link_mailed_to_the_former_address_is_void(at: datetime) -> None:
    account = make_account()
    token = mailed_token(account.email, at)
    services.change_email(account, "neuve@exemple.fr", actor=SYSTEM, at=at)
    with pytest.raises(StateMoved):
        access.spend_link(token, at=at)


def test_a_session_is_proven_by_its_token_alone(at: datetime) -> None:
    account = make_account()
    token = access.open_session(account, way=Way.LINK, browser="", at=at)
    found = live_session(token, at)
    assert found is not None and (found.id, found.name) == (account.id, account.name)
    assert live_session("another", at) is None


def test_two_sessions_never_share_a_token(at: datetime) -> None:
    account = make_account()
    assert access.open_session(account, way=Way.LINK, browser="", at=at) != access.open_session(
        account, way=Way.LINK, browser="", at=at
    )


@pytest.mark.parametrize(("days", "holds"), [(29, True), (30, False), (31, False)])
def test_a_session_ends_after_thirty_days(days: int, holds: bool, at: datetime) -> None:
    token = access.open_session(make_account(), way=Way.LINK, browser="", at=at)
    assert (live_session(token, at + timedelta(days=days)) is not None) is holds


def test_a_closed_account_opens_no_session_and_keeps_none(at: datetime) -> None:
    account = make_account()
    token = access.open_session(account, way=Way.LINK, browser="", at=at)
    services.disable_account(account, actor=SYSTEM, at=at)
    assert live_session(token, at) is None
    with pytest.raises(NotAllowed):
        access.open_session(account, way=Way.LINK, browser="", at=at)


def test_a_closed_account_proves_nothing_even_with_a_session_left_open(at: datetime) -> None:
    account = make_account()
    token = access.open_session(account, way=Way.LINK, browser="", at=at)
    account.disabled_at = at
    db.session.flush()
    assert live_session(token, at) is None


def test_one_does_not_end_the_session_of_another(at: datetime) -> None:
    mine, other = make_account(), make_account()
    access.open_session(other, way=Way.LINK, browser="", at=at)
    theirs = queries.open_sessions(other.id, at)[0]
    with pytest.raises(NotFound):
        access.close_session(mine, theirs.id, at=at)
    assert theirs.revoked_at is None


def test_a_new_password_ends_the_other_sessions_and_tells_the_owner(at: datetime) -> None:
    account = make_account()
    kept = access.open_session(account, way=Way.LINK, browser="", at=at)
    stolen = access.open_session(account, way=Way.PASSWORD, browser="", at=at)
    here = live_session(kept, at)
    assert here is not None
    new_hash = services.acceptable_hash(PASSWORD, about=())
    assert services.set_password(account, new_hash, keep_session=here.session_id, actor=SYSTEM, at=at) == 1
    assert live_session(stolen, at) is None and live_session(kept, at) is not None
    assert db.session.execute(select(Mail.template)).scalar_one() == "password-changed"


def test_a_weak_password_is_refused_by_the_service_too() -> None:
    with pytest.raises(Refused) as refusal:
        services.acceptable_hash("motdepasse123", about=())
    assert refusal.value.code == "password-common"


def test_a_password_proves_its_account_and_no_other() -> None:
    account = make_account(password=PASSWORD)
    account_id, email, bare = account.id, account.email, make_account().email
    db.session.commit()
    proven = access.prove_password(email.upper(), PASSWORD)
    assert proven is not None and proven.account_id == account_id and proven.fresh_hash is None
    assert access.prove_password(email, PASSWORD + "x") is None
    assert access.prove_password(bare, PASSWORD) is None
    assert access.prove_password(bare, "nobody has this password") is None


def test_an_unknown_account_costs_as_many_hashes_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    email = make_account(password=PASSWORD).email
    db.session.commit()
    asked: list[str] = []
    real = passwords.PasswordHasher.verify

    def watched(self: passwords.PasswordHasher, stored: str, password: str) -> bool:
        asked.append(stored.rsplit("$", 2)[0])
        return real(self, stored, password)

    monkeypatch.setattr(passwords.PasswordHasher, "verify", watched)
    access.prove_password(email, "wrong")
    access.prove_password("personne@ailleurs.fr", "wrong")
    assert len(asked) == 2 and asked[0] == asked[1]


def test_a_hash_of_older_parameters_is_made_anew(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    email = make_account(password=PASSWORD).email
    db.session.commit()
    monkeypatch.setitem(app.config, "ARGON2", {"time_cost": 2, "memory_cost": 16, "parallelism": 1})
    proven = access.prove_password(email, PASSWORD)
    assert proven is not None and proven.fresh_hash is not None and "m=16,t=2" in proven.fresh_hash


def fail(at: datetime, *, address: str = "192.0.2.1", device: str | None = None, email: str = "a@exemple.fr") -> None:
    admit_attempt(Way.PASSWORD, email=email, address=address, at=at, device=device)


def test_five_wrong_passwords_and_the_sixth_waits_with_the_hour_said(at: datetime) -> None:
    for minute in range(5):
        fail(at + timedelta(minutes=minute))
    with pytest.raises(TooMany) as refusal:
        fail(at + timedelta(minutes=5), email=" A@exemple.fr")
    assert refusal.value.values["moment"] == at + timedelta(minutes=15)
    assert refusal.value.values["retry_after"] == 601
    admit_attempt(Way.PASSWORD, email="a@exemple.fr", address="192.0.2.1", at=at + timedelta(minutes=15))


def test_who_fails_on_purpose_shuts_out_himself_and_not_the_member_elsewhere(at: datetime) -> None:
    for _ in range(5):
        fail(at, address="203.0.113.66")
    with pytest.raises(TooMany):
        fail(at, address="203.0.113.66")
    fail(at, address="192.0.2.1")


def test_a_guess_made_from_many_places_is_slowed_for_strangers_only(at: datetime) -> None:
    """Thirty an hour from anywhere; the member's own browser, and a session that proves itself again, pass."""
    for number in range(30):
        fail(at, address=f"203.0.113.{number}")
    with pytest.raises(TooMany):
        fail(at, address="192.0.2.1")
    fail(at, address="192.0.2.1", device="known")
    fail(at + timedelta(hours=1), address="192.0.2.1")


def test_a_known_browser_is_limited_by_its_own_attempts(at: datetime) -> None:
    for _ in range(5):
        fail(at, device="known")
    with pytest.raises(TooMany):
        fail(at, address="198.51.100.1", device="known")


def test_a_known_browser_passes_a_crowded_network_address(at: datetime) -> None:
    for number in range(100):
        fail(at, email=f"{number}@exemple.fr")
    with pytest.raises(TooMany):
        fail(at)
    fail(at, device="known")


def test_links_asked_by_others_never_leave_a_member_without_one(at: datetime) -> None:
    """Ten in a quarter of an hour, from anywhere; after that a mailbox gets one every five minutes, and no more."""
    account = make_account()
    for number in range(10):
        admit_attempt(Way.LINK, email=account.email, address=f"203.0.113.{number}", at=at)
    assert is_flooded(account.email, at=at) and not is_flooded("b@exemple.fr", at=at)
    mailed = []
    for minute in range(12):
        access.request_sign_in_link(
            account.email, link_to=link_to, goes_to=None, at=at + timedelta(minutes=minute), sparingly=True
        )
        mailed.append(count(Mail))
    assert mailed == [1] * 5 + [2] * 5 + [3] * 2
    fresh = queries.has_fresh_link(account.id, at + timedelta(minutes=11) - LINK_LIFETIME)
    assert fresh


def test_a_success_is_not_counted(at: datetime) -> None:
    for _ in range(20):
        forgive_attempt(admit_attempt(Way.PASSWORD, email="a@exemple.fr", address="192.0.2.1", at=at))


def test_too_many_passwords_leave_the_link_open(at: datetime) -> None:
    for _ in range(5):
        admit_attempt(Way.PASSWORD, email="a@exemple.fr", address="192.0.2.1", at=at)
    admit_attempt(Way.LINK, email="a@exemple.fr", address="192.0.2.1", at=at)


def test_one_address_cannot_try_every_account(at: datetime) -> None:
    for number in range(100):
        admit_attempt(Way.PASSWORD, email=f"{number}@exemple.fr", address="2001:db8::1", at=at)
    with pytest.raises(TooMany):
        admit_attempt(Way.PASSWORD, email="x@exemple.fr", address="2001:db8::2", at=at)


def test_a_whole_assembly_signs_in_from_one_room(at: datetime) -> None:
    for number in range(300):
        admit_attempt(Way.LINK, email=f"{number}@exemple.fr", address="192.0.2.1", at=at)


def test_attempts_list_nobody(at: datetime) -> None:
    admit_attempt(Way.LINK, email="a@exemple.fr", address="192.0.2.1", at=at)
    row = db.session.execute(select(SignInAttempt)).scalar_one()
    assert "exemple" not in row.email_key and "192" not in row.address_key


def test_old_sign_ins_are_forgotten_and_open_ones_kept(at: datetime) -> None:
    account = make_account()
    admit_attempt(Way.LINK, email="a@exemple.fr", address="", at=at)
    mailed_token(account.email, at)
    access.open_session(account, way=Way.LINK, browser="", at=at)
    assert access.forget_old_sign_ins(at + timedelta(hours=24)) == 0
    assert access.forget_old_sign_ins(at + timedelta(days=2)) == 2
    assert (count(SignInAttempt), count(SignInToken), count(SignInSession), count(Account)) == (0, 0, 1, 1)
    assert access.forget_old_sign_ins(at + timedelta(days=32)) == 1

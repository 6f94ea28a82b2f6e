"""To a mail server that wants TLS and a name: nothing leaves in clear, nothing is told to a server that is not the one."""

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask import Flask

from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.mailing.sender import send_due_mails
from foundation.web.transaction import transaction
from tests.factories.mails import (
    CERTIFICATE,
    Postbox,
    a_mail,
    mail_server,
    name_server,
    own_certificate,
    test_templates,
)

USER, PASSWORD = "coop@example.org", "un mot de passe que seul ce serveur connaît"
# aiosmtpd warns of servers that ask for a password without TLS of their own making (ours is around the whole line)
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


class Porter:
    """Lets in whoever has the password, and keeps what was tried."""

    def __init__(self) -> None:
        self.password = PASSWORD
        self.tried: list[tuple[str, str]] = []

    def __call__(self, _server, _session, _envelope, _mechanism, shown):
        assert isinstance(shown, LoginPassword)
        self.tried.append((shown.login.decode(), shown.password.decode()))
        return AuthResult(success=self.tried[-1] == (USER, self.password), handled=False)


@pytest.fixture
def coop(own_app: Flask, monkeypatch):
    monkeypatch.setitem(own_app.config, "SMTP_PASSWORD", PASSWORD)
    with own_app.app_context(), test_templates(own_app):
        yield own_app


@pytest.fixture
def box():
    return Postbox()


@pytest.fixture
def porter():
    return Porter()


@pytest.fixture
def trusted(monkeypatch):
    """This machine trusts the certificate of the server, as it trusts those of real ones."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def conversation(security, porter):
    """How the server wants to be spoken to."""
    asks = {"authenticator": porter, "auth_required": True}
    if security == "tls":
        return asks | {"ssl_context": own_certificate(), "auth_require_tls": False}
    if security == "starttls":
        return asks | {"tls_context": own_certificate(), "require_starttls": True}
    return {}


def send_one(port, at, **settings):
    """A mail is queued and the sweep runs; the mail as it stands afterwards."""
    name_server(port, at, **{"smtp_user": USER} | settings)
    with transaction():
        mail_id = a_mail(at).id
    send_due_mails(clock=lambda: at)
    return db.session.get(Mail, mail_id, populate_existing=True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_encrypted_to_a_server_that_knows_us(coop, box, porter, at, trusted, security):
    with mail_server(box, **conversation(security, porter)) as port:
        mail = send_one(port, at, smtp_security=security)
    assert (mail.state, box.addresses) == ("sent", ["ada@example.org"])
    assert box.encrypted == [True]
    assert porter.tried == [(USER, PASSWORD)]


def test_a_password_without_accents_opens_too(coop, box, porter, at, trusted, monkeypatch):
    monkeypatch.setitem(coop.config, "SMTP_PASSWORD", "plain words")
    porter.password = "plain words"
    with mail_server(box, **conversation("starttls", porter)) as port:
        assert send_one(port, at, smtp_security="starttls").state == "sent"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_whose_certificate_nobody_vouches_for_is_told_nothing(coop, box, porter, at, security):
    with mail_server(box, **conversation(security, porter)) as port:
        mail = send_one(port, at, smtp_security=security)
    assert (mail.state, box.received, porter.tried) == ("queued", [], [])
    assert "CERTIFICATE_VERIFY_FAILED" in mail.last_error


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_name_is_told_nothing(coop, box, porter, at, trusted, security):
    """The certificate is for 127.0.0.1, the server was named localhost: it may be anybody's."""
    with mail_server(box, **conversation(security, porter)) as port:
        mail = send_one(port, at, smtp_security=security, smtp_host="localhost")
    assert (mail.state, box.received, porter.tried) == ("queued", [], [])
    assert "CERTIFICATE_VERIFY_FAILED" in mail.last_error


def test_a_server_that_offers_no_encryption_gets_neither_password_nor_mail(coop, box, at):
    """Who stands in between and takes STARTTLS out of the answer learns nothing."""
    with mail_server(box) as port:
        mail = send_one(port, at, smtp_security="starttls")
    assert (mail.state, box.received) == ("queued", [])
    assert "STARTTLS" in mail.last_error


def test_a_wrong_password_waits_with_the_words_of_the_server(coop, box, porter, at, trusted, monkeypatch):
    """The administrator reads them and corrects the password; the mail then leaves by itself."""
    monkeypatch.setitem(coop.config, "SMTP_PASSWORD", "périmé")
    with mail_server(box, **conversation("starttls", porter)) as port:
        mail = send_one(port, at, smtp_security="starttls")
    assert (mail.state, box.received) == ("queued", [])
    assert mail.last_error.startswith("535 ")
    assert "périmé" not in mail.last_error


def test_a_server_that_wants_a_name_takes_nothing_from_who_gives_none(coop, box, porter, at, trusted):
    with mail_server(box, **conversation("starttls", porter)) as port:
        mail = send_one(port, at, smtp_security="starttls", smtp_user="")
    assert (mail.state == "sent", box.received, porter.tried) == (False, [], [])
    assert mail.last_error.startswith("530 ")

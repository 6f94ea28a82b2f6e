"""IBANs and birth dates are masked everywhere (pain 19): whoever follows every link, with any role, reads none in full.

The crawl opens each page that a role reaches from the front page, sheets and data files included, and looks for the birth
date and the account of one member in every way they may be written.
"""

import io
import json
import re
import zipfile
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM, AuditEntry
from foundation.kernel.db import db
from membership.services.access import give_access
from shares.rules.kinds import Cause
from shares.services import decide_refund, request_refund
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import RECORDED, make_member, make_person, make_statutes
from tests.factories.shares import DECIDED, hold, leave, losses
from tests.factories.treasury import OTHERS, THEIRS, asked, camt, ntry, our_account
from treasury.rules.iban import grouped, masked, masked_in
from treasury.services.bringing_in import bring_in
from treasury.services.payees import give_payee_account

BY = {"actor": SYSTEM, "at": RECORDED}
BORN = date(1983, 7, 29)
BIRTHS = ("1983-07-29", "29/07/1983", "29 juillet 1983", "29 July 1983", "29/07/83", "19830729", "July 29, 1983")
IBANS = tuple(form for iban in (THEIRS, OTHERS) for form in (iban, grouped(iban), iban[4:], iban[-12:]))
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
MOST_PAGES = 400


@pytest.fixture(autouse=True)
def stage(session, at):
    """A member with a birth date who paid from an account, another who is refunded to one."""
    make_statutes()
    our_account()
    born = make_member(make_person("Ada", "Le Bris", born_on=BORN, email="ada@exemple.fr"))
    request = asked(born, 10)
    words = f"{request.reference} VIR DE {grouped(THEIRS)} ADA LE BRIS"
    bring_in(camt(ntry(15_000, words=words, iban=THEIRS, name="ADA LE BRIS")), "r.xml", actor=SYSTEM, at=at)
    gone = make_member(make_person("Malo", "Kerbrat", born_on=BORN))
    hold(gone, 5)
    hold(make_member(), 30)
    leave(gone, date(2026, 1, 1))
    losses()
    claim = request_refund(gone.id, None, date(2026, 1, 1), cause=Cause.RESIGNED, **BY)
    decide_refund(claim.id, date(2026, 1, 2), **DECIDED)
    give_payee_account(OTHERS, "Malo Kerbrat", claim_id=claim.id, **BY)
    return born


def forbidden_in(text: str) -> list[str]:
    return [one for one in (*BIRTHS, *IBANS) if one in text]


def text_of(answer) -> str:
    """What an answer says, unpacked where it is a workbook."""
    data = answer.get_data()
    if data[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(data))
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    if data[:4] == b"%PDF":
        return ""
    return unescape(data.decode(errors="replace")).replace("\u202f", " ").replace("\xa0", " ")


def crawl(client) -> dict[str, str]:
    """Each address that is reached from the front page by links and by the actions of forms that only show, with its text."""
    waiting, seen = ["/", "/membres?etat=tous", "/tresorerie/lignes?format=csv", "/membres?format=csv"], {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or sum(1 for one in seen if one.startswith(address.partition("?")[0])) > 6:
            continue
        if address.startswith(("/static", "/connexion", "/deconnexion", "/langue", "/couleurs", "/logo")):
            continue
        answer = client.get(address, buffered=True)
        if answer.status_code == 200:
            seen[address] = text_of(answer)
        answer.close()
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting += [
                unescape(link) for link in LINK.findall(answer.get_data(as_text=True)) if unescape(link) not in seen
            ]
    return seen


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.MEMBER)])
def test_whoever_follows_every_link_reads_no_iban_and_no_birth_date(client, role):
    sign_in(client, make_account("Solenn Tanguy", *([role] if role else [])))
    pages = crawl(client)
    assert len(pages) > (60 if role in (Role.BOARD, Role.STAFF) else 4)
    found = {address: leaks for address, text in pages.items() if (leaks := forbidden_in(text))}
    assert found == {}


def test_the_sheet_with_birth_dates_is_asked_for_and_noted(client):
    sign_in(client, make_account("Solenn Tanguy", Role.STAFF))
    assert forbidden_in(text_of(client.get("/membres/tableau?format=csv", buffered=True))) == []
    asked_for = client.post("/membres/tableau?format=csv", buffered=True)
    assert "29/07/1983" in text_of(asked_for) or "1983-07-29" in text_of(asked_for)
    told = db.session.execute(select(AuditEntry).where(AuditEntry.tag == "membership:field:read")).scalars().all()
    assert [(one.actor_name, one.subject) for one in told] == [("Solenn Tanguy", "members:0")]


def test_the_suggested_account_is_used_without_being_shown(client):
    assert masked(THEIRS) == "DE89 •••• 3000"
    assert masked_in(f"VIR {grouped(THEIRS)} MERCI") == "VIR DE89 •••• 3000 MERCI"
    assert masked_in("MANDAT XY12ABCDEFGHIJKLMN") == "MANDAT XY12ABCDEFGHIJKLMN"


def test_who_reads_members_alone_cannot_show_a_birth_date(client, stage):
    sign_in(client, make_account("Solenn Tanguy", Role.ACCOUNTANT))
    assert client.post("/membres/tableau").status_code == 403
    assert client.post(f"/membres/personnes/{stage.person_id}/naissance").status_code in {403, 404}


def test_the_person_reads_all_of_her_own_and_it_is_noted(client, stage):
    account = make_account("Ada Le Bris")
    give_access(stage.person_id, account.id, **BY)
    sign_in(client, account)
    assert forbidden_in(text_of(client.get("/compte/mes-donnees"))) == []
    page = text_of(client.post("/compte/mes-donnees", data={"forme": "json"}))
    assert json.loads(page)["data"]["personne"][0]["born_on"] == "1983-07-29"
    assert not [one for one in IBANS if one in page]
    told = db.session.execute(select(AuditEntry).where(AuditEntry.tag == "privacy:data:read")).scalar_one()
    assert (told.actor_name, told.details) == ("Ada Le Bris", {"account": account.id, "form": "json"})


def test_no_paper_prints_a_birth_date_or_the_account_of_somebody():
    from tests.walls.house import ROOT

    for template in (ROOT / "templates" / "documents").glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        assert "born_on" not in text, template.name
        assert "iban" not in text.lower() or template.name == "bulletin-souscription.typ", template.name

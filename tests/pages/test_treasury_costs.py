"""What the pages of the treasury cost: statements do not grow with lines, requests nor refunds."""

from datetime import date

import pytest

from foundation.accounts.permissions import Role
from foundation.kernel.audit import SYSTEM
from tests.factories.accounts import make_account, sign_in
from tests.factories.membership import make_member, make_statutes
from tests.factories.treasury import THEIRS, asked, camt, ntry, our_account, subscribed
from tests.pages.test_governance_costs import statements
from treasury.services.bringing_in import bring_in

PAGES = {
    "/tresorerie": 34,
    "/tresorerie/lignes?etat=waiting": 24,
    "/tresorerie/demandes": 18,
    "/tresorerie/relances": 14,
    "/tresorerie/remboursements": 24,
    "/tresorerie/rapprochement": 16,
}


def more(count, at):
    requests = [asked(make_member(), 4, first_on=date(2026, 4, 1)) for _one in range(count)]
    for _one in range(count):
        subscribed(make_member(), 2)
    lines = [ntry(6000, words=one.reference, iban=THEIRS, name=one.holder, tx=one.reference) for one in requests]
    bring_in(camt(*lines, opening=None), "r.xml", actor=SYSTEM, at=at)


@pytest.fixture
def treasurer(client):
    make_statutes()
    our_account()
    sign_in(client, make_account("Solenn Tanguy", Role.TREASURER))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_statements_do_not_grow(treasurer, at, page):
    more(2, at)
    treasurer.get(page)
    with statements() as few:
        treasurer.get(page)
    more(8, at)
    with statements() as many:
        treasurer.get(page)
    assert len(many) <= len(few) + 1, "\n".join(many)
    assert len(many) <= PAGES[page], len(many)

"""Two desks at once: one line, one request, one refund; each is settled once."""

from datetime import date

from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.web.transaction import transaction
from membership.queries.people import member_by_id
from shares.queries.positions import position_of
from tests.factories.membership import make_member, make_statutes
from tests.factories.treasury import THEIRS, asked, camt, ntry, our_account
from tests.services.test_membership_races import DESKS, at_once
from treasury.models import Settlement, StoredLine, TransferOrder
from treasury.rules.matching import Share
from treasury.services import matching, payees, transfers
from treasury.services.bringing_in import bring_in


def test_four_desks_accept_the_same_line_once(own_app, at):
    with own_app.app_context(), transaction():
        make_statutes()
        our_account()
        member = make_member("Ada Brume").id
        request = asked(member_by_id(member), 10).id
        bring_in(camt(ntry(15_000, words="x")), "r.xml", actor=SYSTEM, at=at)
        line = db.session.execute(select(StoredLine.id)).scalar_one()
    outcomes: list[str] = []

    def accept() -> None:
        try:
            matching.allocate(line, [Share(request, 15_000)], actor=SYSTEM, at=at)
            outcomes.append("done")
        except (StateMoved, Refused) as refusal:
            outcomes.append(refusal.code)

    at_once(own_app, [accept] * DESKS)
    assert sorted(outcomes) == ["done", *["line-settled"] * (DESKS - 1)]
    with own_app.app_context():
        assert db.session.execute(select(func.count(Settlement.id))).scalar_one() == 1
        assert position_of(member, date(2026, 6, 12)).paid_cents == 20_000


def test_four_desks_bring_the_same_lines_in_once(own_app, at):
    with own_app.app_context(), transaction():
        our_account()
    twin = ntry(1500, words="PARTS")
    files = [camt(twin, twin, ntry(100 * desk, words=f"autre {desk}", tx=f"t{desk}")) for desk in range(1, DESKS + 1)]
    at_once(own_app, [lambda data=data: bring_in(data, "r.xml", actor=SYSTEM, at=at) for data in files])
    with own_app.app_context():
        assert db.session.execute(select(func.sum(StoredLine.cents))).scalar_one() == 3000 + 100 * sum(
            range(1, DESKS + 1)
        )


def test_four_desks_note_money_given_back_once(own_app, at):
    """Money given back moves no share: nothing but the file itself makes the desks wait for each other."""
    with own_app.app_context(), transaction():
        account = our_account().id
        bring_in(camt(ntry(15_000, words="x", iban=THEIRS, name="Ada")), "r.xml", actor=SYSTEM, at=at)
        line = db.session.execute(select(StoredLine.id)).scalar_one()
        held = matching.hold_back(line, 15_000, "déjà payé", actor=SYSTEM, at=at)
        payees.give_payee_account(THEIRS, "Ada", settlement_id=held.id, actor=SYSTEM, at=at)
        file = transfers.prepare([f"h{held.id}"], account, at.date(), actor=SYSTEM, at=at)
        transfers.mark_sent(file.id, actor=SYSTEM, at=at)
        order = db.session.execute(select(TransferOrder.id)).scalar_one()
    outcomes: list[str] = []

    def note() -> None:
        try:
            transfers.note_paid([order], at.date(), actor=SYSTEM, at=at)
            outcomes.append("done")
        except StateMoved as refusal:
            outcomes.append(refusal.code)

    at_once(own_app, [note] * DESKS)
    assert sorted(outcomes) == ["done", *["transfer-moved"] * (DESKS - 1)]

"""What is lent to many tests is as if each had made it, and what one does to it is seen by no other."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import func, inspect, select, update

from foundation.accounts.models import Account
from foundation.kernel import audit
from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from governance.models import Assembly
from membership.models.identity import Organisation
from membership.models.members import Member
from tests import states
from tests.factories.accounts import make_account
from tests.factories.governance import convened, make_assembly, pole_members, pole_statutes
from tests.factories.membership import make_member
from tests.states import Stage, prepared
from tests.values import Unknown, keep, lend

# the first round makes the rows, the second makes a state of them, the others borrow it
ROUNDS = pytest.mark.parametrize("_round", range(4))


@prepared
def convened_pole() -> tuple[Assembly, dict[str, Member]]:
    """A call that no other module makes."""
    pole_statutes()
    members = pole_members()
    return convened(), members


def count(model) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


@ROUNDS
def test_what_a_test_does_to_what_it_borrowed_is_seen_by_no_other(session, _round):
    _assembly, members = convened_pole()
    assert (len(members), count(Member)) == (10, 10)
    assert db.session.scalars(select(Organisation.town).distinct()).all() == ["Rennes"]
    make_member("Gwenola Tardive", "benevoles")
    db.session.execute(update(Organisation).values(town="Dinan"))
    db.session.commit()
    assert count(Member) == 11


@ROUNDS
def test_what_is_borrowed_is_what_one_would_have_made(session, _round):
    convened_pole()
    tags = db.session.scalars(select(AuditEntry.tag).order_by(AuditEntry.number)).all()
    assert tags[0] == "statutes:version:adopted"
    assert (tags.count("membership:member:admitted"), tags[-1]) == (10, "governance:assembly:convened")
    assert audit.first_broken_entry() is None


@ROUNDS
def test_what_a_test_wrote_before_stays_there(session, _round):
    account = make_account("Ada Bretelle")
    pole_statutes()
    pole_members()
    assert db.session.get(Account, account.id) is account


@ROUNDS
def test_what_a_test_changed_and_did_not_write_yet_stays_too(session, _round):
    pole_statutes()
    draft = make_assembly(title="Avant")
    draft.title = "Après"
    pole_members()
    db.session.flush()
    db.session.refresh(draft)
    assert draft.title == "Après"


@ROUNDS
def test_rows_held_from_one_call_live_on_after_the_next(session, _round):
    statutes = pole_statutes()
    members = pole_members()
    assert inspect(statutes).persistent
    assert statutes.statutes.name
    assert db.session.get(Member, members["Maëlys Kervadec"].id) is members["Maëlys Kervadec"]


@ROUNDS
def test_other_statutes_are_another_state(session, _round):
    other = pole_statutes(legal_form="SA" if _round % 2 else "SAS")
    assert other.statutes.legal_form == ("SA" if _round % 2 else "SAS")


@ROUNDS
def test_a_test_that_patches_the_product_makes_its_rows_itself(session, monkeypatch, _round):
    pole_statutes()
    assert Stage.current.key == ()


@ROUNDS
def test_a_refusal_is_no_state(session, _round):
    @prepared
    def refuses():
        make_account("Ada Bretelle")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refuses()
    assert Stage.current.key == ()


def test_the_first_and_the_second_to_ask_make_the_rows_the_others_borrow_them(stage, monkeypatch):
    monkeypatch.setattr(states, "MOST", len(stage.states) + 1)
    made = []

    @prepared
    def one_more() -> Account:
        made.append(1)
        return make_account("Ada Bretelle")

    emails = []
    for _time in range(4):
        with stage.test(lending=True):
            emails.append(one_more().email)
            assert count(Account) == 1
    assert len(made) == 2
    assert len(set(emails[1:])) == 1


def test_values_are_kept_with_their_types():
    assert keep([1]) != keep([True])
    assert keep((1,)) != keep([1])
    assert keep({"at": date(2026, 6, 12), "part": Fraction(1, 2)}) == keep(
        {"at": date(2026, 6, 12), "part": Fraction(1, 2)}
    )
    assert lend(keep({"a": (1, [None, "b"])})) == {"a": (1, [None, "b"])}


def test_a_value_that_cannot_be_compared_is_not_kept(session):
    for value in (object(), test_values_are_kept_with_their_types, Member(number=1)):
        with pytest.raises(Unknown):
            keep(value)

"""A line is stored once, whatever the file that tells it and however often."""

from datetime import date

import pytest
from sqlalchemy import func, select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from tests.factories.treasury import camt, cfonb, detail, ntry, our_account
from treasury.models import StoredFile, StoredLine
from treasury.queries.lines import rest_of, settled_of
from treasury.services.bringing_in import HOLE, NOT_OURS, TOLD_BY_PARTS, TOLD_ELSEWHERE, TOLD_WHOLE, bring_in
from treasury.services.matching import take_back


@pytest.fixture(autouse=True)
def stage(session):
    our_account()
    return session


def bring(data, at, name="releve"):
    return bring_in(data, name, actor=SYSTEM, at=at)


def count():
    return db.session.execute(select(func.count(StoredLine.id), func.coalesce(func.sum(StoredLine.cents), 0))).one()


def test_the_same_file_twice_adds_nothing(at):
    data = camt(ntry(2000, words="a", reference="1"), ntry(2000, words="a", reference="2"))
    first, second = bring(data, at), bring(data, at, "autre nom.xml")
    assert (first.new, second.new, second.known) == (2, 0, 2)
    assert tuple(count()) == (2, 4000)


def test_overlapping_files_add_what_is_new_only(at):
    one, two, three = (ntry(100 * n, words=f"ligne {n}", day=f"2026-06-0{n}") for n in (1, 2, 3))
    bring(camt(one, two), at)
    brought = bring(camt(two, three), at)
    assert (brought.new, brought.known) == (1, 1)
    assert tuple(count()) == (3, 600)


def test_twins_of_one_day_are_two_lines_and_stay_two(at):
    twin = ntry(1500, words="PARTS SOCIALES")
    bring(camt(twin, twin), at)
    again = bring(camt(twin, twin, ntry(99, words="x")), at)
    assert (again.new, again.known) == (1, 2)
    assert tuple(count()) == (3, 3099)


def test_a_batch_told_by_parts_and_whole_is_counted_once(at):
    parts = [detail(1000, words="un", tx="t1"), detail(2000, words="deux", tx="t2")]
    by_parts = camt(ntry(3000, reference="LOT1", details=parts), opening=None, kind="054")
    whole = camt(ntry(3000, reference="LOT1", words="REMISE"))
    bring(by_parts, at)
    after = bring(whole, at)
    assert [one.message for one in after.remarks] == [TOLD_BY_PARTS]
    assert tuple(count()) == (2, 3000)


def test_a_batch_told_whole_first_gives_way_to_its_parts(at):
    whole = camt(ntry(3000, reference="LOT1", words="REMISE"))
    parts = [detail(1000, words="un", tx="t1"), detail(2000, words="deux", tx="t2")]
    bring(whole, at)
    after = bring(camt(ntry(3000, reference="LOT1", details=parts), opening=None, kind="054"), at)
    assert (after.new, [one.message for one in after.remarks][-1]) == (2, TOLD_WHOLE)
    lines = db.session.execute(select(StoredLine).order_by(StoredLine.id)).scalars()
    assert [rest_of(line) for line in lines] == [0, 1000, 2000]


def test_a_file_that_does_not_add_up_is_refused_whole(at):
    with pytest.raises(Refused) as refusal:
        bring(camt(ntry(2000), opening=100, closing=2000), at)
    assert refusal.value.code == "balance-broken"
    assert db.session.query(StoredFile).count() == 0


def test_a_missing_statement_is_said(at):
    bring(cfonb([(1000, "UN")], opening=0), at)
    later = (
        cfonb([(500, "DEUX")], opening=5000)
        .replace(b"010626", b"010726")
        .replace(b"030626", b"030726")
        .replace(b"300626", b"310726")
    )
    brought = bring(later, at)
    assert HOLE in [one.message for one in brought.remarks]
    assert brought.new == 1


def test_another_account_is_taken_with_a_remark(at):
    brought = bring(camt(ntry(100), account="DE89370400440532013000"), at)
    assert [one.message for one in brought.remarks] == [NOT_OURS]


def test_the_lines_of_a_file_are_dated_as_the_bank_booked_them(at):
    bring(cfonb([(1000, "VIREMENT PARTS")]), at)
    line = db.session.execute(select(StoredLine)).scalar_one()
    assert (line.booked_on, line.label) == (date(2026, 6, 3), "VIREMENT PARTS")


def test_the_same_money_in_another_kind_of_file_is_set_aside_and_can_be_freed(at):
    """A CFONB and a CAMT of the same days share neither references nor words: the money is there once."""
    bring(cfonb([(2000, "VIR ADA BRUME"), (-500, "FRAIS")]), at)
    told = [ntry(2000, name="Yann Quéré", words="parts"), ntry(2000, name="Ada Brume", words="parts"), ntry(-500)]
    brought = bring(camt(*told), at)
    assert [one.values for one in brought.remarks if one.message == TOLD_ELSEWHERE] == [{"count": 2}]
    lines = list(db.session.execute(select(StoredLine).order_by(StoredLine.id)).scalars())
    assert [rest_of(line) for line in lines] == [2000, -500, 2000, 0, 0]
    assert lines[2].counterparty == "Yann Quéré"
    [aside] = settled_of(line_id=lines[3].id)
    take_back(aside.row.id, "c’est un autre versement", actor=SYSTEM, at=at)
    assert rest_of(lines[3]) == 2000


def test_two_files_of_one_kind_keep_every_line_they_tell_apart(at):
    bring(camt(ntry(2000, words="a", reference="1")), at)
    brought = bring(camt(ntry(2000, words="b", reference="2")), at)
    assert (brought.new, brought.remarks) == (1, [])

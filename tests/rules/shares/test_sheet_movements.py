"""Words, names, halves of transfers and accounts of a sheet of movements, without a database."""

from datetime import date

import pytest

from shares.rules.kinds import Cause, Kind
from shares.rules.legs import Leg
from shares.rules.paper_words import KIND_WORDS
from shares.rules.sheet_acts import act_of
from shares.rules.sheet_books import Books, OpenClaim
from shares.rules.sheet_drafts import draft
from shares.rules.sheet_fields import EXPORTED, MOVEMENT_FIELDS, exported_headings
from shares.rules.sheet_lines import Holder, Holders, Wanted, wanted_of
from shares.rules.sheet_pairs import paired
from spreadsheets.rules.fields import Fault, Line
from spreadsheets.rules.headings import map_columns

ADA = Holder(1, 11, "Ada Le Bris", ("Ada Le Bris", "Ada LE BRIS"))
YANN = Holder(2, 12, "Yann Quéré", ("Yann Quéré",))
DOUBLE = Holder(3, 13, "Yann Quéré", ("Yann Quéré",), merged=True)
DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("word", "kind", "cause"),
    [
        ("Souscription", Kind.SUBSCRIPTION, None),
        ("LIBÉRATION", Kind.PAYMENT, None),
        ("reprise de solde", Kind.OPENING_BALANCE, None),
        ("", Kind.OPENING_BALANCE, None),
        ("Cession de parts", Kind.TRANSFER, None),
        ("Rachat", Kind.REFUND_DECIDED, Cause.PARTIAL),
        ("Exclusion", Kind.REFUND_DECIDED, Cause.EXCLUDED),
        ("Radiation", Kind.REFUND_DECIDED, Cause.STRUCK_OFF),
        ("Décès", Kind.SUCCESSION, Cause.DECEASED),
        ("Abandon de parts", Kind.GIFT, None),
    ],
)
def test_the_words_of_cooperatives_are_understood(word, kind, cause):
    act = act_of(word)
    assert (act.kind, act.cause) == (kind, cause)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_word_of_our_own_register_comes_back_as_its_kind(kind):
    assert act_of(KIND_WORDS[kind]).kind is kind


def test_every_heading_of_our_own_export_is_its_field():
    assert tuple(map_columns(exported_headings(), MOVEMENT_FIELDS).values()) == EXPORTED


def found(**values: object) -> Wanted | Fault:
    return wanted_of(Line(2, {"effective_on": DAY, "shares": 5, **values}), Holders([ADA, YANN, DOUBLE]), {})


@pytest.mark.parametrize("name", ["Le Bris Ada", "LE BRIS", "ada le bris", "Mme Ada Le Bris".removeprefix("Mme ")])
def test_a_name_beside_a_number_may_be_written_in_any_order_or_shortened(name):
    assert found(number=11, name=name).holder is ADA


def test_a_number_of_somebody_else_and_one_of_a_merged_record_are_refused():
    assert found(number=11, name="Yann Quéré").field == "number"
    assert found(number=13).field == "number"
    assert found(name="Yann Quéré").holder is YANN


def transfer(line: int, holder: Holder, shares: int, other: Holder | None = None, word: str = "cession") -> Wanted:
    return Wanted(line, act_of(word), holder, DAY, {"shares": shares}, other=other, lines=(line,))


@pytest.mark.parametrize(
    "lines",
    [
        [transfer(2, ADA, 5, YANN)],
        [transfer(2, ADA, -5), transfer(3, YANN, 5)],
        [transfer(2, YANN, 5, ADA), transfer(3, ADA, -5, YANN)],
        [transfer(2, ADA, 5, word="cession donnée"), transfer(3, YANN, 5, word="cession reçue")],
        [transfer(2, YANN, 5, ADA, word="acquisition")],
    ],
)
def test_a_transfer_is_one_act_however_the_sheet_writes_it(lines):
    acts, faults = paired(lines)
    assert faults == {}
    assert [(one.holder, one.other, one.shares) for one in acts] == [(ADA, YANN, 5)]


def test_half_a_transfer_is_refused():
    assert paired([transfer(2, ADA, -5)])[1].keys() == {2}
    assert paired([transfer(2, ADA, -5), transfer(3, YANN, 4)])[1].keys() == {2, 3}


def test_a_refused_line_leaves_the_accounts_as_they_were():
    books = Books({}, {})
    taken = Leg(kind=Kind.SUBSCRIPTION, member_id=1, shares=4, nominal_cents=2000, called_cents=8000)
    assert books.add([taken], DAY) is None
    gone = draft(transfer(2, ADA, 5, YANN), books, None)
    assert isinstance(gone, Fault) and gone.values["short"] == 1
    assert books.position(1, DAY).shares == 4 and books.position(2, DAY).is_nothing


def test_what_may_be_paid_of_a_refund_leaves_nothing_below_zero_on_a_later_day():
    claim = OpenClaim(1, (DAY, 1), [(DAY, 10_000), (date(2024, 9, 1), -4_000)])
    assert claim.left_from(DAY) == 6_000
    assert claim.left_from(date(2024, 10, 1)) == 6_000
    assert claim.left_from(date(2024, 2, 1)) == 0

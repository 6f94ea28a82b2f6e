"""The curves of members and capital agree, on every day and as known at every moment, with the registers of that day."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from foundation.web.transaction import transaction
from membership.models.facts import CollegeFact, MembershipFact
from membership.models.members import Member
from membership.queries.counts import composition_known
from membership.queries.people import member_by_id
from membership.rules.standing import MembershipEvent
from membership.services.admission import Admission, admit
from membership.services.assignment import assign_college
from membership.services.correction import take_back
from membership.services.exit import end_membership
from membership.services.merging import merge_records, part_records
from shares.queries import capital_on, highest_on, public_capital_on
from shares.queries.capital import capital_by_college
from shares.queries.changes import all_changes
from shares.queries.curves import changes_known, curve_points, first_day
from shares.services import give_to_cooperative, reverse_operation, transfer
from tests.factories.membership import ADMITTED, RECORDED, make_member, make_organisation, make_statutes
from tests.factories.shares import BY, DECIDED, hold

DAYS = 40
ACTS = ("exit", "return", "college", "take_back", "merge", "part", "subscribe", "transfer", "give", "reverse", "late")


class Story:
    """Members whose lives go on at random; what a rule refuses is refused whole."""

    def __init__(self, members, data):
        self.members, self.data = members, data
        self.operations, self.merges = [], []
        self.by = {**BY}

    def day(self) -> date:
        return ADMITTED + timedelta(days=self.data.draw(st.integers(0, DAYS)))

    def go_on(self, turn: int) -> None:
        self.by = {**BY, "at": RECORDED + timedelta(days=turn)}
        with db.session.begin_nested() as savepoint:
            try:
                getattr(self, self.data.draw(st.sampled_from(ACTS)))(self.one(), self.day())
                savepoint.commit()
            except ScicError:
                savepoint.rollback()

    def one(self) -> Member:
        return self.data.draw(st.sampled_from(self.members))

    def exit(self, member, on):
        end_membership(member.id, MembershipEvent.RESIGNED, on, letters=False, **self.by)

    def __getattr__(self, name):
        if name == "return":
            return self.come_back
        raise AttributeError(name)

    def come_back(self, member, on):
        admit(member.party, Admission(category="benevoles", college="usagers", effective_on=on), **self.by)

    def college(self, member, on):
        assign_college(member.id, self.data.draw(st.sampled_from(["usagers", "soutiens"])), on, **self.by)

    def late(self, member, on):
        """A member whose college is written down later than the membership."""
        facts = {"effective_on": on, "recorded_at": self.by["at"], "actor_name": "essai"}
        db.session.add(CollegeFact(member_id=member.id, college="salaries", rank=1, **facts))
        db.session.flush()

    def take_back(self, member, _on):
        model, kind = self.data.draw(st.sampled_from([(MembershipFact, "membership"), (CollegeFact, "college")]))
        facts = db.session.query(model).filter_by(member_id=member.id, reverses_id=None).order_by(model.id).all()
        take_back(kind, self.data.draw(st.sampled_from(facts)).id, motive="essai", **self.by)

    def merge(self, member, _on):
        self.merges.append(merge_records(member.party, self.one().party, motive="essai", **self.by).fact.id)

    def part(self, _member, _on):
        if self.merges:
            part_records(self.merges[-1], motive="essai", **self.by)

    def subscribe(self, member, on):
        self.operations.append(hold(member, self.data.draw(st.integers(1, 9)), on=on, at=self.by["at"]))

    def transfer(self, member, on):
        self.operations.append(transfer(member.id, self.one().id, 1, on, **{**DECIDED, **self.by}))

    def give(self, member, on):
        self.operations.append(give_to_cooperative(member.id, 1, on, **{**DECIDED, **self.by}))

    def reverse(self, _member, _on):
        if self.operations:
            reverse_operation(self.operations[-1].operation.id, motive="essai", **self.by)


@pytest.fixture
def members(session):
    """Volunteers, who may enter two colleges, one of them a city; each holds shares."""
    make_statutes()
    found = [make_member(name, "benevoles", college="usagers") for name in ("Ada Le Bris", "Yann Quéré", "Odile Roux")]
    found.append(make_member(make_organisation("Commune de Plouzec", "commune"), "collectivites"))
    for member in found:
        hold(member, 5)
    return found


def agrees(days: list[date], known_at: datetime | None) -> None:
    """The curve says of each day what the registers of that day say."""
    everything = RECORDED + timedelta(days=1000)
    for point in curve_points(days, known_at):
        whole = composition_known(point.day, known_at or everything)
        assert point.members == whole.colleges
        assert point.all_members == whole.members
        assert point.capital == {
            key: cents for key, cents in capital_by_college(point.day, known_at).items() if cents.cents
        }
        assert point.all_capital == capital_on(point.day, known_at)
        assert point.highest == highest_on(point.day, known_at).subscribed
        assert point.public == public_capital_on(point.day, known_at)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
@given(data=st.data())
def test_the_curve_says_of_each_day_what_the_register_of_that_day_says(members, data):
    """The property: any story of lives, colleges, doubles and shares, on any day, as known at any moment."""
    with db.session.begin_nested() as savepoint:
        story = Story(members, data)
        for turn in range(data.draw(st.integers(1, 8))):
            story.go_on(turn)
        days = [ADMITTED + timedelta(days=step) for step in range(-1, DAYS + 2, 7)]
        for known_at in (None, RECORDED, RECORDED + timedelta(days=data.draw(st.integers(0, 8)))):
            agrees(days, known_at)
        savepoint.rollback()


def test_a_member_of_no_college_counts_in_none_until_the_college_takes_effect(members):
    """Joined and subscribed before a college was named: the curve shows it as the register does (rule 7)."""
    lone = make_member("Lone Ker", "benevoles", college="usagers")
    take_back("college", db.session.query(CollegeFact).filter_by(member_id=lone.id).one().id, motive="essai", **BY)
    hold(lone, 2, on=ADMITTED + timedelta(days=1))
    assign_college(lone.id, "soutiens", ADMITTED + timedelta(days=3), **BY)
    days = [ADMITTED + timedelta(days=step) for step in range(5)]
    agrees(days, None)
    assert [point.members.get(None, 0) for point in curve_points(days)] == [1, 1, 1, 0, 0]


def test_the_highest_capital_is_that_of_a_day_between_two_points(members):
    """A peak that no point shows still makes the floor."""
    peak = hold(members[0], 10, on=ADMITTED + timedelta(days=2))
    give_to_cooperative(members[0].id, 10, ADMITTED + timedelta(days=3), **DECIDED)
    before, after = curve_points([ADMITTED, ADMITTED + timedelta(days=30)])
    assert peak.operation.id
    assert after.all_capital == before.all_capital
    assert after.highest.cents == before.all_capital.cents + 10 * 2000


def test_nothing_moved_yet_makes_an_empty_curve(session):
    point = curve_points([ADMITTED])[0]
    assert (point.all_members, point.all_capital.cents, first_day()) == (0, 0, None)


def test_what_is_kept_follows_every_act_and_costs_the_same_statements_at_any_size(own_app):
    """Kept changes are put right for the members concerned: the same as counting everything again."""
    with own_app.app_context():
        with transaction():
            make_statutes()
            found = [make_member(f"Membre {letter}", "benevoles", college="usagers") for letter in "abcdef"]
            for member in found:
                hold(member, 5)
            ids = [member.id for member in found]
        assert changes_known() == all_changes()
        acts = [
            lambda: assign_college(ids[0], "soutiens", ADMITTED + timedelta(days=5), **BY),
            lambda: hold(member_by_id(ids[1]), 3, on=ADMITTED + timedelta(days=6)),
            lambda: merge_records(member_by_id(ids[2]).party, member_by_id(ids[3]).party, motive="essai", **BY),
            lambda: end_membership(ids[2], MembershipEvent.RESIGNED, ADMITTED + timedelta(days=7), letters=False, **BY),
            lambda: transfer(ids[0], ids[1], 2, ADMITTED + timedelta(days=9), **DECIDED),
        ]
        costs = []
        for act in acts:
            with transaction():
                act()
            costs.append(_statements(changes_known))
            assert sorted(changes_known(), key=str) == sorted(all_changes(), key=str)
            assert _statements(changes_known) == 1
        assert set(costs) == {6}


def _statements(act) -> int:
    said = []

    def hear(_connection, _cursor, statement, *_more):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len([one for one in said if one.lstrip().upper().startswith("SELECT")])

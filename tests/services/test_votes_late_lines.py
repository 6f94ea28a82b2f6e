"""Who is left out of the roll of an assembly and why; the line that the bureau adds to it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from governance.queries.late_lines import late_line, own_members
from governance.rules.late_colleges import chosen_college, own_colleges
from governance.services.voting import open_vote
from tests.factories.governance import OPENED, account_of, in_session
from tests.factories.membership import make_member
from votes import queries
from votes.models import LeftOut
from votes.services.act_writing import Acting
from votes.services.roll_changes import ask_addition, take_back

pytestmark = pytest.mark.usefixtures("session")
AT = OPENED + timedelta(minutes=10)


def test_a_member_who_joined_after_the_record_date_is_left_out_with_that_reason_and_may_be_added():
    assembly, _members = in_session(statutes={"assemblies.ordinary.record_date_business_days": 2})
    newcomer = make_member("Zoé Tardive", "benevoles", on=assembly.meets_on - timedelta(days=1), at=OPENED)
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT)
    out = db.session.execute(select(LeftOut.member_number, LeftOut.why)).all()
    assert (newcomer.number, "not-yet") in [tuple(row) for row in out]
    line = late_line(box, number=newcomer.number, college="", at=AT)
    assert line is not None
    assert (line.member_number, line.why.value, line.kind) == (newcomer.number, "late", "present")
    made = ask_addition(box.id, line, Acting(SYSTEM, AT, "Admise le matin même, oubliée"))
    assert made is not None
    assert queries.roll_page(box, "tardive").rows[0].late == "Admise le matin même, oubliée"


def test_an_account_knows_its_members_and_nobody_else():
    assembly, members = in_session()
    one = next(iter(members.values()))
    account = account_of(one)
    assert own_members(account.id, at=AT) == [one.number]
    assert late_line(queries_box(assembly), number=99_999, college="", at=AT) is None


def queries_box(assembly):
    return open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT)


def test_the_minutes_say_what_happened_to_the_roll_and_why():
    from governance.queries.minutes_votes import agenda_on_paper, voted_items
    from governance.queries.ruling import ruling_of
    from governance.services.voting import close_vote

    assembly, members = in_session()
    box = open_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT)
    one = next(iter(members.values()))
    line = late_line(box, number=one.number, college="", at=AT)
    assert line is not None
    right = queries.roll_page(box, str(one.number)).rows[0]
    take_back(box.id, right.right_id, Acting(SYSTEM, AT, "Inscrit par erreur"))
    close_vote(assembly, assembly.items[1].id, actor=SYSTEM, at=AT + timedelta(minutes=5))
    points = agenda_on_paper(assembly, voted_items(assembly), ruling_of(assembly), {})
    assert "Droit retiré" in points[1]["debate"]
    assert "Inscrit par erreur" in points[1]["debate"]
    assert points[0]["debate"] == ""


def test_nobody_is_added_to_a_college_that_is_not_theirs_on_the_record_date():
    assembly, members = in_session()
    one = next(iter(members.values()))
    box = queries_box(assembly)
    own = late_line(box, number=one.number, college="", at=AT).college
    assert late_line(box, number=one.number, college=own, at=AT).college == own
    others = [college["id"] for college in box.colleges if college["id"] != own]
    assert others
    for other in others:
        with pytest.raises(Refused) as refused:
            late_line(box, number=one.number, college=other, at=AT)
        assert (refused.value.code, refused.value.rule) == ("late-college", 7)


def test_a_member_of_two_colleges_is_added_to_either_where_the_statutes_give_one_vote_in_each():
    names = {"a": "A", "b": "B", "c": "C"}
    own = own_colleges(["a", "petits"], {"petits": "b"})
    assert [chosen_college("Ada", one, own, names) for one in ("", "a", "b")] == ["a", "a", "b"]
    for chosen, of in (("c", own), ("b", own_colleges(["a"])), ("", [])):
        with pytest.raises(Refused) as refused:
            chosen_college("Ada", chosen, of, names)
        assert refused.value.rule == 7

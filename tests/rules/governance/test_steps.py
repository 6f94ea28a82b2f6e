"""The chair's desk always has exactly one next step."""

from dataclasses import replace

from governance.rules.kinds import AssemblyKind, AssemblyState, QuestionKind, question_kinds
from governance.rules.steps import Evening, ItemSeen, Step, next_step

VOTE = ItemSeen(1, votes=True, opened=False, closed=False)
TALK = ItemSeen(2, votes=False, opened=False, closed=False)
CONVENED = Evening(AssemblyState.CONVENED, (VOTE, TALK), True, True, False, False, False)
OPEN = replace(CONVENED, state=AssemblyState.OPEN, anyone_present=True, quorum_met=True)


def test_the_evening_from_first_to_last_step():
    closed, opened = replace(VOTE, opened=True, closed=True), replace(VOTE, opened=True)
    dealt = replace(TALK, dealt_with=True)
    evenings = [
        replace(CONVENED, state=AssemblyState.DRAFT, items=()),
        replace(CONVENED, state=AssemblyState.DRAFT),
        replace(CONVENED, has_secretary=False),
        CONVENED,
        replace(CONVENED, anyone_present=True),
        OPEN,
        replace(OPEN, items=(opened, TALK)),
        replace(OPEN, items=(closed, TALK)),
        replace(OPEN, items=(closed, dealt)),
        replace(OPEN, items=(closed, dealt), sheet_certified=True),
        replace(OPEN, state=AssemblyState.CLOSED),
        replace(OPEN, state=AssemblyState.CLOSED, minutes_issued=True),
    ]
    assert [next_step(evening).step for evening in evenings] == [
        Step.PREPARE,
        Step.CONVENE,
        Step.NAME_OFFICERS,
        Step.CHECK_IN,
        Step.OPEN_SESSION,
        Step.OPEN_VOTE,
        Step.CLOSE_VOTE,
        Step.DISCUSS,
        Step.CERTIFY_SHEET,
        Step.CLOSE_SESSION,
        Step.WRITE_MINUTES,
        Step.DONE,
    ]


def test_without_quorum_the_next_step_is_to_record_it_not_to_vote():
    assert next_step(replace(OPEN, quorum_met=False)).step is Step.RECORD_NO_QUORUM


def test_an_open_vote_comes_before_everything_else():
    later = ItemSeen(9, votes=True, opened=True, closed=False)
    assert next_step(replace(OPEN, items=(VOTE, later))).item_id == 9


def test_a_mixed_assembly_decides_both_kinds():
    assert question_kinds(AssemblyKind.MIXED) == (QuestionKind.ORDINARY, QuestionKind.EXTRAORDINARY)
    assert question_kinds(AssemblyKind.EXTRAORDINARY) == (QuestionKind.EXTRAORDINARY,)

"""From a point of the agenda and the floor of an instant to what a box is opened with."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from governance.models import AgendaItem
from governance.queries.floor import Floor
from governance.queries.item_boxes import subject_of_item
from governance.rules.kinds import QuestionKind
from governance.rules.presence import Way
from governance.rules.roll import Candidate
from governance.rules.secret_subjects import check_secrecy, with_smallest_group
from membership.queries.births import births_of
from membership.queries.roll import members_on
from votes.models import Box
from votes.rules.asked_colleges import asked_ids, asked_on_paper, check_asked, in_proportion
from votes.rules.plans import BallotPlan
from votes.rules.roll import (
    BoxCollege,
    BoxDraft,
    LeftOutLine,
    RollLine,
    Via,
    VotingRulesSnapshot,
    rules_from_texts,
)
from votes.rules.roll_reasons import Exclusion
from votes.rules.second_round import SecondRound
from votes.rules.secrecy import SmallGroup, SmallGroupTerms
from votes.rules.tie_choice import TieAnswer


def plan_of(item: AgendaItem, floor: Floor, groups: Mapping[str, SmallGroup] | None = None) -> BallotPlan:
    """The plan of a point under the statutes of the evening, with what the bureau chose for small groups and with the
    days that settle a tie, read from the register where an option names a member.

    Refused where the statutes want the ballot secret and it is not, or where some colleges only would decide for all.
    """
    plan = item.plan
    secret = floor.ruling.statutes.secret_ballots
    check_secrecy(plan, secret.required_for or ())
    check_asked(plan, extraordinary=item.question_kind is QuestionKind.EXTRAORDINARY)
    if plan.secret:
        plan = with_smallest_group(plan, secret.minimum_group)
        plan = replace(plan, groups={**plan.groups, **(groups or {})})
    return replace(plan, tie_days={**_days(plan, floor), **plan.tie_days})


def draft_of(item: AgendaItem, floor: Floor, plan: BallotPlan, *, closes_at: datetime | None = None) -> BoxDraft:
    """What the box of a point opens with."""
    kind = item.question_kind or QuestionKind.ORDINARY
    rules, asked = rules_on(floor, kind), asked_on(floor, plan)
    colleges = colleges_on(floor, asked)
    by_heads = len(asked) == 1
    return BoxDraft(
        title=item.title,
        question=item.text or item.title,
        rules=replace(rules, empty_college=None, silent_college=None) if by_heads else rules,
        colleges=() if by_heads else colleges,
        method=plan.method,
        contest=plan.opened_contest(),
        paper=plan.paper() | (asked_on_paper(colleges) if asked else {}),
        secrecy=plan.secrecy(),
        group_terms=terms_on(floor, asked),
        replaceable=item.replaceable and not plan.secret,
        closes_at=closes_at,
        subject=subject_of_item(item.id),
        contestable_days=plan.contestable_days,
    )


def rules_on(floor: Floor, kind: QuestionKind) -> VotingRulesSnapshot:
    """The rules of the statutes of the evening, as a box freezes them."""
    rules, version = floor.ruling.voting_rules(kind), floor.ruling.version
    named = f"{version.effective_on.isoformat()} ({version.adopted_by or version.name})"
    return rules_from_texts(named, rules.count_keys() | {"empty_college": rules.empty_college})


def asked_on(floor: Floor, plan: BallotPlan) -> frozenset[str]:
    """The colleges to which alone a question is put, as they formed; empty: everybody.

    Refused where the statutes of the evening have no such college.
    """
    return asked_ids(plan, floor.roll.merged, [college.id for college in floor.roll.colleges])


def colleges_on(floor: Floor, asked: Collection[str] = ()) -> tuple[BoxCollege, ...]:
    """The colleges that formed; of those `asked` alone, the weights in proportion."""
    formed = tuple(BoxCollege(college.id, college.name, college.weight) for college in floor.roll.colleges)
    return in_proportion([one for one in formed if one.id in asked]) if asked else formed


def terms_on(floor: Floor, asked: Collection[str] = ()) -> SmallGroupTerms:
    """What the statutes say of small groups; colleges asked alone are never counted with one another, nor with the others."""
    terms = floor.ruling.small_group_terms
    return replace(terms, merge_into={}) if asked else terms


def lines_on(floor: Floor, asked: Collection[str] = ()) -> Iterator[RollLine]:
    """The roll of the instant; where some colleges are `asked` alone, their rights only.

    A single one is counted by heads: its lines then name no college.
    """
    for one in floor.roll.entitled:
        for college in floor.colleges_of(one):
            if not asked or college in asked:
                yield _line(floor, one, None if len(asked) == 1 else college)


def left_out_on(floor: Floor, on: date, asked: Collection[str] = ()) -> list[LeftOutLine]:
    """The members of the day who have no vote on this question, each with the reason; those who joined late last."""
    out = [LeftOutLine(out.candidate.number, out.candidate.name, _why(out.candidate)) for out in floor.roll.excluded]
    if asked:
        others = [one for one in floor.roll.entitled if not set(asked).intersection(floor.colleges_of(one))]
        out += [LeftOutLine(one.number, one.name, Exclusion.OTHER_COLLEGE) for one in others]
    late = [one for one in members_on(on) if one.member_id not in floor.members]
    return out + [LeftOutLine(one.number, one.name, Exclusion.NOT_YET) for one in late]


def _why(candidate: Candidate) -> Exclusion:
    return Exclusion.NO_SHARE if candidate.shares < 1 else Exclusion.UNPAID


def second_draft(draft: BoxDraft, following: SecondRound, first: Box) -> BoxDraft:
    """What the second round opens with: those who stand again, for the places that are left, after `first`.

    The title is a text of the cooperative and speaks its language.
    """
    contest = following.file.contest
    details = {option: more for option, more in draft.paper["details"].items() if contest and option in contest.index}
    return replace(
        draft,
        title=f"{draft.title} (second tour)",
        contest=contest,
        paper={**draft.paper, "details": details},
        previous_box_id=first.id,
        round=first.round + 1,
    )


def _line(floor: Floor, one: Candidate, college: str | None) -> RollLine:
    standing = floor.standings[one.member_id]
    holder = floor.members[standing.holder_id] if standing.holder_id is not None else None
    via = {Way.ABSENT: Via.NONE, Way.BLANK_PROXY: Via.NONE, Way.REPRESENTED: Via.PROXY}.get(standing.way, Via.SELF)
    return RollLine(
        member_number=one.number,
        name=one.name,
        college=college,
        present=standing.counts,
        accounts=holder.account_ids if holder else (),
        holder_name=floor.holder_name(standing) or None,
        via=via,
        kind=standing.way.value,
    )


def _days(plan: BallotPlan, floor: Floor) -> dict[str, date]:
    """Neither is written on the agenda nor kept in the box: only the order that follows is."""
    if plan.tie_answer is TieAnswer.AGE:
        known = births_of(set(plan.members.values()))
    elif plan.tie_answer is TieAnswer.SENIORITY:
        known = {member.number: member.since for member in floor.members.values()}
    else:
        return {}
    return {option: known[number] for option, number in plan.members.items() if number in known}

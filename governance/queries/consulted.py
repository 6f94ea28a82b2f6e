"""Whom a consultation asks on a day, how the answers weigh, and the box that each of its questions opens."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from foundation.kernel.errors import Refused, ScicError
from governance.models import Consultation, ConsultationQuestion
from governance.queries.ruling import MERGE, small_group_terms
from governance.queries.secret_advice import refuse_open_election
from governance.rules.consultation_roll import (
    CONSENT_RULES,
    OPINION_RULES,
    AskedMember,
    ConsultedRoll,
    Weighing,
    draw_consulted,
    roll_lines,
    weighing,
)
from governance.rules.consultations import AskKind, Audience, audience_from_json
from governance.rules.roll import CollegeOnRoll, CollegeTerms
from membership.queries.roll import MemberOn, members_on
from statutes.models import StatutesVersion
from statutes.queries import version_on
from votes.rules.opening import check_opening
from votes.rules.plans import BallotPlan, plan_from_json
from votes.rules.roll import BoxDraft, RollLine, VotingRulesSnapshot, rules_from_texts
from votes.rules.secrecy import SmallGroupTerms
from votes.rules.small_groups import SmallCollege, small_colleges, with_groups_applied
from votes.rules.terms import Carry

NO_STATUTES = "\u2013"


@dataclass(frozen=True)
class Consulted:
    """The roll of a consultation on a day, with the statutes of that day; `members` by their number."""

    roll: ConsultedRoll
    members: dict[int, MemberOn]
    version: StatutesVersion | None

    def rules(self, *, consent: bool) -> VotingRulesSnapshot:
        """By what a question is counted: the weighing of the statutes, and the plain majority of an opinion."""
        texts: dict[str, Any] = dict(CONSENT_RULES if consent else OPINION_RULES)
        return rules_from_texts(_named(self.version), texts | _weighing_texts(self.version))

    def weighing(self, question: ConsultationQuestion) -> Weighing:
        """How the answers to a question weigh, and why by heads where they do."""
        consent = question.kind == AskKind.CONSENT
        return weighing(self.roll, self.rules(consent=consent), plan_of(question).method, consent=consent)

    def opening(self, question: ConsultationQuestion) -> tuple[BoxDraft, list[RollLine]]:
        """The box that a question opens, and its roll."""
        colleges = self.weighing(question).colleges
        plan, consultation = plan_of(question), question.consultation
        draft = BoxDraft(
            title=question.title,
            question=question.text or question.title,
            rules=self.rules(consent=question.kind == AskKind.CONSENT),
            colleges=colleges,
            method=plan.method,
            replaceable=plan.replaceable and not plan.secret,
            closes_at=consultation.closes_at,
            subject=f"question:{question.id}",
            contestable_days=plan.contestable_days,
            contest=plan.opened_contest(),
            paper=_paper(question, plan),
            secrecy=plan.secrecy(),
            advisory=True,
            held_back=consultation.held_back,
            group_terms=self.group_terms,
        )
        return draft, roll_lines(self.roll, colleges)

    @property
    def group_terms(self) -> SmallGroupTerms:
        """What may be done of groups too small to be secret; nothing is decided here, so all may answer without colleges."""
        return replace(small_group_terms(self.version.statutes if self.version else None), whole=True)

    def small_groups(self, question: ConsultationQuestion) -> list[SmallCollege]:
        """The colleges in which so few are asked that a secret question would tell their answers."""
        draft, lines = self.opening(question)
        if draft.secrecy is None:
            return []
        least = max(draft.secrecy.minimum_group, self.group_terms.minimum_group)
        return small_colleges(draft.colleges, lines, least)

    def refuse_open_election(self, question: ConsultationQuestion) -> None:
        """Refused where the statutes of the day want elections secret and an open question names members as its options."""
        refuse_open_election(plan_of(question), question.kind, version=self.version, members=self.members.values())

    def obstacle(self, question: ConsultationQuestion, at: datetime) -> ScicError | None:
        """What keeps a question from being opened at that moment; None where nothing does."""
        try:
            self.refuse_open_election(question)
            draft, lines = self.opening(question)
            check_opening(*with_groups_applied(draft, lines), at=at)
        except Refused as refused:
            return refused
        return None


def consulted_on(consultation: Consultation, on: date) -> Consulted:
    """Who would be asked if it opened on that day; a constant number of statements, whatever their number."""
    return consulted_among(audience_from_json(consultation.audience), on)


def consulted_among(audience: Audience, on: date) -> Consulted:
    """Who of the members of a day an audience asks, in the colleges of that day."""
    version = version_on(on)
    members = members_on(on)
    roll = draw_consulted([_asked(one) for one in members], audience, _terms(version))
    return Consulted(roll, {one.number: one for one in members}, version)


def day_of_opening(consultation: Consultation, at: datetime) -> date:
    """The day whose members are asked: that on which it was to open by itself, else that on which somebody opens it."""
    moment = consultation.opens_at or consultation.opened_at or at
    return moment.astimezone(ZoneInfo(consultation.zone)).date()


def plan_of(question: ConsultationQuestion) -> BallotPlan:
    """How the question is answered."""
    return plan_from_json(question.ballot)


def _paper(question: ConsultationQuestion, plan: BallotPlan) -> dict[str, Any]:
    shown = dict(plan.paper())
    if question.kind == AskKind.CONSENT:
        shown["consent"] = True
    return shown


def _asked(one: MemberOn) -> AskedMember:
    return AskedMember(
        one.member_id, one.number, one.name, one.sort_key, one.college, one.other_colleges, one.account_ids
    )


def _named(version: StatutesVersion | None) -> str:
    if version is None:
        return NO_STATUTES
    return f"{version.effective_on.isoformat()} ({version.adopted_by or version.name})"


def _terms(version: StatutesVersion | None) -> CollegeTerms:
    """The colleges as the statutes weigh them; a weight they do not give is nought, and then heads count."""
    if version is None or not version.statutes.votes_by_college:
        return CollegeTerms()
    statutes = version.statutes
    colleges = tuple(
        CollegeOnRoll(one.id, one.name or one.id, one.weight if one.weight is not None else Fraction(0))
        for one in statutes.colleges
    )
    merges = statutes.voting.empty_college == MERGE
    return CollegeTerms(colleges, statutes.voting.minimum_members or 1, statutes.voting.merge_into if merges else None)


def _weighing_texts(version: StatutesVersion | None) -> dict[str, Any]:
    if version is None or not version.statutes.votes_by_college:
        return {}
    voting = version.statutes.voting
    carry = voting.carry if voting.carry in set(Carry) else None
    texts = {"carry": carry, "college_tie": voting.college_tie, "empty_college": voting.empty_college}
    texts["silent_college"] = voting.silent_college
    if voting.block_threshold is not None:
        texts["block_threshold"] = str(Fraction(voting.block_threshold))
    return texts

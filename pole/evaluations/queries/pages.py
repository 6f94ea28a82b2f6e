"""What the pages, files and papers of a result show: each action with its rank, gaps, trend and what followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pole.evaluations.models import Campaign, CampaignSubject
from pole.evaluations.queries.campaigns import criteria_of, criteria_on
from pole.evaluations.queries.following import Followed, followed
from pole.evaluations.queries.results import Before, result_of, results_about, results_before, results_of
from pole.evaluations.rules.comparing import CollegeGap, Ranked, gaps, ranked, trend
from pole.evaluations.rules.grids import GLOBAL, GLOBAL_LABEL, GLOBAL_SENTENCE, Criterion
from pole.evaluations.rules.results import Merit, Published

WHOLE = Criterion(GLOBAL, GLOBAL_LABEL, GLOBAL_SENTENCE)


@dataclass(frozen=True)
class ResultLine:
    """One action of a campaign that is over. `asked`: the codes of its criteria, the grade for the whole among them."""

    subject: CampaignSubject
    shown: Published
    asked: frozenset[str]
    gaps: tuple[CollegeGap, ...]
    trend: Mapping[str, int]
    before: Before | None
    followed: Sequence[Followed]
    rank: Ranked | None = None

    @property
    def apart(self) -> frozenset[str]:
        """The criteria on which two groups of colleges stand two words apart or more."""
        return frozenset(gap.criterion for gap in self.gaps)


@dataclass(frozen=True)
class ResultPage:
    """The whole campaign: its criteria, its actions in their order, and the ranked ones from the best."""

    campaign: Campaign
    criteria: tuple[Criterion, ...]
    lines: tuple[ResultLine, ...]
    ranking: tuple[ResultLine, ...]
    weighted: bool

    def merits(self, line: ResultLine) -> Mapping[str, Merit]:
        """The totals that the page shows: by heads, or by the weights of the colleges."""
        return line.shown.weighted if self.weighted else line.shown.heads


@dataclass(frozen=True)
class Step:
    """One evaluation of an action over time."""

    subject: CampaignSubject
    shown: Published


def result_page(campaign: Campaign, at: datetime, *, weighted: bool = False) -> ResultPage:
    """The result of a whole campaign; a constant number of statements. Raises StateMoved while it is open."""
    results = results_of(campaign, at)
    before = results_before(campaign, at, campaign.subjects)
    after = followed(list(results))
    weighted = weighted and not campaign.heads_why
    totals = {key: (one.weighted if weighted else one.heads).get(GLOBAL) for key, one in results.items()}
    enough = {key: results[key].heads[GLOBAL].graded >= campaign.enough for key, one in totals.items() if one}
    order = ranked({key: one for key, one in totals.items() if one and enough[key]}, 1)
    ranks = {one.subject_id: one for one in order}
    lines = {
        one.id: _line(one, results[one.id], before.get(one.id), after=after.get(one.id, ()), rank=ranks.get(one.id))
        for one in campaign.subjects
    }
    ranking = tuple(lines[one.subject_id] for one in order)
    return ResultPage(campaign, (*criteria_of(campaign), WHOLE), tuple(lines.values()), ranking, weighted)


def result_line(subject: CampaignSubject, at: datetime) -> ResultLine:
    """The result of one action, with its trend and what followed."""
    shown = result_of(subject, at)
    before = results_before(subject.campaign, at, [subject]).get(subject.id)
    return _line(subject, shown, before, after=followed([subject.id]).get(subject.id, ()), rank=None)


def steps_of(subjects: Sequence[CampaignSubject], at: datetime) -> list[Step]:
    """The evaluations of one action, the oldest first; three statements."""
    results = results_about(subjects, at)
    ordered = sorted(subjects, key=lambda one: (one.campaign.closes_at, one.campaign_id))
    return [Step(one, results[one.id]) for one in ordered]


def _line(
    subject: CampaignSubject,
    shown: Published,
    before: Before | None,
    *,
    after: Sequence[Followed],
    rank: Ranked | None,
) -> ResultLine:
    codes = [one.code for one in criteria_on(subject)] + [GLOBAL]
    return ResultLine(
        subject,
        shown,
        frozenset(codes),
        gaps(shown.parts, codes) if shown.is_shown else (),
        trend(shown.heads, before.result.heads) if before else {},
        before,
        after,
        rank,
    )

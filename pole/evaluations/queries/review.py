"""The yearly review with partners: what they carry, how it was judged in the year, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Decision
from governance.queries.decisions import decisions_about
from pole.actors.models import Actor
from pole.actors.queries.protocols import ProtocolOn, protocols_on
from pole.actors.queries.referrals import sent_to, themes_of, yearly_figures
from pole.actors.rules.referrals import YearFigures
from pole.evaluations.queries.campaigns import past_campaigns
from pole.evaluations.queries.pages import ResultPage, result_page
from pole.evaluations.queries.subjects import About, offered

_NO_YEAR = N_("There is nothing to review for that year: no evaluation was closed in it and nobody was received.")


@dataclass(frozen=True)
class Partner:
    """A partner and the actions that it carries; `actor` None: those that nobody of the directory carries."""

    actor: Actor | None
    actions: tuple[About, ...]


@dataclass(frozen=True)
class Review:
    """A year with partners: campaigns closed in it, decisions about actions, by who carries what; protocols and referrals.

    `protocols`: as they stood on its last day. `figures`: of the project holders received, None where nobody was;
    `sent`, `themes`: to whom they were sent, what they came for.
    """

    year: int
    campaigns: tuple[ResultPage, ...]
    partners: tuple[Partner, ...]
    decisions: dict[str, list[Decision]]
    protocols: tuple[ProtocolOn, ...] = ()
    figures: YearFigures | None = None
    sent: tuple[tuple[str, int], ...] = ()
    themes: tuple[tuple[str, int], ...] = ()


def years(at: datetime) -> list[int]:
    """The years in which an evaluation was closed or project holders were received, the latest first."""
    zone = ZoneInfo(PARIS)
    closed = {one.closes_at.astimezone(zone).year for one in past_campaigns(at)}
    return sorted(closed | {one.year for one in yearly_figures()}, reverse=True)


def review_of(year: int, at: datetime) -> Review:
    """Everything that the review of a year tells; statements grow with the campaigns of the year, not with their size."""
    zone = ZoneInfo(PARIS)
    campaigns = [one for one in past_campaigns(at) if one.closes_at.astimezone(zone).year == year]
    figures = next((one for one in yearly_figures() if one.year == year), None)
    if not campaigns and figures is None:
        raise NotFound("review-year", _NO_YEAR)
    pages = tuple(result_page(one, at) for one in reversed(campaigns))
    things = offered()
    decisions = decisions_about([one.about for one in things])
    begins, ends = (datetime.combine(date(one, 1, 1), time.min, zone).date() for one in (year, year + 1))
    of_year = {key: [one for one in found if begins <= one.decided_on < ends] for key, found in decisions.items()}
    told = {key: found for key, found in of_year.items() if found}
    protocols = tuple(one for one in protocols_on(date(year, 12, 31)) if one.term.starts_on < ends)
    received = (tuple(sent_to(year)), tuple(themes_of(year))) if figures else ((), ())
    # A workshop that the year neither judged nor decided about is nobody's burden in it; it may not even have begun.
    spoken_of = {line.subject.about for page in pages for line in page.lines} | set(told)
    carried = [one for one in things if one.action or one.about in spoken_of]
    return Review(year, pages, _partners(carried), told, protocols, figures, *received)


def _partners(things: list[About]) -> tuple[Partner, ...]:
    actors = {one.id: one for one in db.session.execute(select(Actor).order_by(Actor.sort_key)).scalars()}
    carried: dict[int | None, list[About]] = {}
    for one in things:
        owner = one.action.said.owner_actor_id if one.action else None
        carried.setdefault(owner, []).append(one)
    found = [Partner(actor, tuple(carried[key])) for key, actor in actors.items() if key in carried]
    return (*found, *((Partner(None, tuple(carried[None])),) if None in carried else ()))

"""The result of a campaign, and the yearly review with partners, as papers print them (in French, as documents are)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from pole.evaluations.labels import labels_of
from pole.evaluations.models import Campaign, FactSheet
from pole.evaluations.queries.campaigns import sheets_of
from pole.evaluations.queries.pages import ResultLine, ResultPage, result_page
from pole.evaluations.queries.results import remarks_of
from pole.evaluations.rules.campaigns import WAY_NAMES
from pole.evaluations.rules.grids import GLOBAL, REMARKS
from pole.evaluations.rules.results import Merit, Part
from pole.evaluations.rules.tables import Labels, bar
from votes.queries.result_paper import company_on_paper

DASH = "\u2013"
MINUS = "\u2212"
MOST_TEXTS = 12


def campaign_on_paper(campaign: Campaign, at: datetime) -> dict[str, Any]:
    """Everything that the paper of a campaign prints. Raises StateMoved while it is open."""
    page = result_page(campaign, at)
    return {
        "cooperative": company_on_paper(day_of(at)),
        "printed_at": at,
        "campaign": campaign_said(page),
    }


def campaign_said(page: ResultPage) -> dict[str, Any]:
    """One campaign as papers tell it."""
    campaign, labels = page.campaign, labels_of(page.campaign, "fr")
    sheets = sheets_of(campaign)
    return {
        "title": campaign.title,
        "text": campaign.text,
        "opened_at": campaign.opened_at,
        "closes_at": campaign.closes_at,
        "invited": sum(one["invited"] for one in campaign.colleges),
        "heads_why": sentence("fr", campaign.heads_why) if campaign.heads_why else "",
        "enough": campaign.enough,
        "criteria": [labels.criteria[one.code] for one in page.criteria],
        "table": [_row(page, line, labels) for line in page.lines],
        "ranking": [_ranked(line, labels) for line in page.ranking],
        "actions": [action_on_paper(line, labels, sheets.get(line.subject.id)) for line in page.lines],
    }


def action_on_paper(line: ResultLine, labels: Labels, sheet: FactSheet | None) -> dict[str, Any]:
    """One action: its facts, its bars, its gaps, texts and what followed."""
    shown = line.shown
    codes = [code for code in labels.criteria if code in line.asked]
    outside = shown.outside
    return {
        "name": name_of(line),
        "answers": shown.answers,
        "invited": shown.invited,
        "shown": shown.is_shown,
        "sheet": _sheet(sheet),
        "merit": [_merit(labels.criteria[code], shown.heads[code], labels, line.trend.get(code)) for code in codes]
        if shown.is_shown
        else [],
        "groups": [_group(part, labels, labels.part(part)) for part in shown.parts],
        "weighted": _word(shown.weighted.get(GLOBAL), labels),
        "outside": _group(outside, labels, labels.outside) if outside is not None else None,
        "gaps": [
            {
                "criterion": labels.criteria[gap.criterion],
                "high": labels.part(gap.high),
                "low": labels.part(gap.low),
                "words": gap.words,
            }
            for gap in line.gaps
        ],
        "before": line.before.subject.campaign.title if line.before else "",
        "remarks": _texts(line),
        "followed": _followed(line),
    }


def name_of(line: ResultLine) -> str:
    """The number and the title of what was evaluated."""
    subject = line.subject
    return f"{subject.number}. {subject.title}" if subject.number else subject.title


def _row(page: ResultPage, line: ResultLine, labels: Labels) -> dict[str, Any]:
    words = []
    for one in page.criteria:
        if one.code not in line.asked:
            words.append("")
        elif not line.shown.is_shown:
            words.append("…")
        else:
            gap = " \u2260" if one.code in line.apart else ""
            words.append(f"{_word(line.shown.heads[one.code], labels)}{gap}")
    return {"name": name_of(line), "answers": f"{line.shown.answers}/{line.shown.invited}", "words": words}


def _ranked(line: ResultLine, labels: Labels) -> dict[str, Any]:
    merit = line.shown.heads[GLOBAL]
    rank = line.rank.rank if line.rank else 0
    return {"rank": rank} | _merit(name_of(line), merit, labels, line.trend.get(GLOBAL))


def _merit(label: str, merit: Merit, labels: Labels, trend: int | None) -> dict[str, Any]:
    sign = "+" if (trend or 0) > 0 else MINUS
    moved = f" ({sign}{abs(trend)})" if trend else ""
    return {
        "label": label,
        "grade": f"{_word(merit, labels)}{moved}",
        "parts": [dict(one) for one in bar(merit, labels.words)],
    }


def _group(part: Part, labels: Labels, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "answers": part.answers,
        "invited": part.invited,
        "word": _word(part.merits.get(GLOBAL), labels) if part.merits else labels.few,
    }


def _word(merit: Merit | None, labels: Labels) -> str:
    return DASH if merit is None or merit.median is None else labels.words[merit.median]


def _sheet(sheet: FactSheet | None) -> dict[str, Any] | None:
    if sheet is None:
        return None
    return {
        "planned": sheet.planned,
        "done": sheet.done,
        "people": sheet.people_reached,
        "spent": None if sheet.spent_cents is None else Money(sheet.spent_cents),
        "hours": sheet.volunteer_hours,
    }


def _texts(line: ResultLine) -> list[dict[str, Any]]:
    found = remarks_of(line.subject, line.shown)
    return [
        {"kind": sentence("fr", name), "texts": [one.text for one in found.get(kind, ())][:MOST_TEXTS],
         "more": max(0, len(found.get(kind, ())) - MOST_TEXTS)}
        for kind, name in REMARKS.items()
        if found.get(kind)
    ]  # fmt: skip


def _followed(line: ResultLine) -> list[dict[str, Any]]:
    return [
        {
            "way": sentence("fr", WAY_NAMES[one.outcome.way]),
            "text": one.outcome.text,
            "number": one.decision.number if one.decision else None,
            "on": one.outcome.on,
            "assembly": one.assembly.title if one.assembly else "",
        }
        for one in line.followed
    ]


def decided(lines: Sequence[ResultLine]) -> int:
    """How many actions something was decided about."""
    return sum(1 for line in lines if any(one.decision is not None for one in line.followed))

"""The record of a workshop on one page (templates/documents/compte-rendu-atelier.typ): what is long is cut."""

from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from pole.workshops.models import Workshop
from pole.workshops.queries.pages import SessionLine, WorkshopPage, workshop_page
from pole.workshops.rules.durations import minutes_text
from pole.workshops.rules.findings import RuleFinding
from pole.workshops.rules.kinds import EFFECT_NAMES, FINDING_NAMES, KIND_NAMES, PRODUCTION_NAMES
from shares.queries.papers.company import company_data, statutes_for_paper

LONG, SHORT, LINES, NAMES = 360, 140, 4, 12


def report_data(workshop: Workshop, *, address: str, at: datetime) -> dict[str, Any]:
    """What the page prints: the question, who took part, what was found and made, what is missing.

    `address`: where the whole record is read. Names of people are not printed, but for who facilitates. StateMoved where
    no statutes are in force: every paper names the company by them.
    """
    page, on = workshop_page(workshop, at), day_of(at)
    return {
        "cooperative": company_data(statutes_for_paper(on), on),
        "printed_at": at,
        "address": address,
        "kind": sentence("fr", KIND_NAMES[workshop.kind]),
        "title": cut(workshop.title, 100),
        "theme": workshop.theme,
        "question": cut(workshop.question, LONG),
        "answer": cut(workshop.diagnosis if page.is_dialogue and workshop.diagnosis else workshop.answer, LONG),
        "is_dialogue": page.is_dialogue,
        "closed_on": workshop.closed_on,
        "facilitator": cut(workshop.facilitator, 80),
        "host": cut(page.named[workshop.host_id].name, 80) if workshop.host_id else "",
        "territory": workshop.territory,
        "figures": _figures(page),
        "organisations": _organisations(page),
        "sessions": [_session(one) for one in page.sessions[-LINES:]],
        "more_sessions": max(0, len(page.sessions) - LINES),
        "findings": [_finding(one.kind, one.text, one.became) for one in page.findings[:LINES]],
        "more_findings": max(0, len(page.findings) - LINES),
        "yields": _yields(page),
        "rules": [_rule(one) for one in page.rules],
    }


def cut(text: str, length: int) -> str:
    """A text on one line, cut at a word where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return f"{flat[:length].rpartition(' ')[0] or flat[:length]}…"


def _figures(page: WorkshopPage) -> list[dict[str, Any]]:
    heads = sum(one.heads for one in page.held)
    return [
        {"name": "Séances tenues", "value": str(len(page.held))},
        {"name": "Présences", "value": str(heads)},
        {"name": "Structures de base", "value": str(len(page.base))},
        {"name": "Heures valorisées", "value": minutes_text(page.valued_minutes)},
        {"name": "Indemnités", "value": Money(page.allowance_cents)},
    ]


def _organisations(page: WorkshopPage) -> list[dict[str, str]]:
    groups = (
        ("Structures de base", page.base),
        ("Structures marraines", page.organisations_in("sponsor")),
        ("Parties prenantes", page.organisations_in("stakeholder")),
    )
    return [{"name": name, "who": cut(_names([one.name for one in found]), 200)} for name, found in groups if found]


def _names(names: list[str]) -> str:
    shown, more = ", ".join(names[:NAMES]), len(names) - NAMES
    return f"{shown} et {more} de plus" if more > 0 else shown


def _session(line: SessionLine) -> dict[str, Any]:
    where = ", ".join(filter(None, (line.host.name if line.host else "", line.session.place, line.session.territory)))
    return {
        "on": line.session.starts_at,
        "where": cut(where, 60),
        "heads": line.heads if line.is_over else None,
        "off": line.session.called_off_at is not None,
    }


def _finding(kind: str, text: str, became: str) -> dict[str, Any]:
    return {"kind": sentence("fr", FINDING_NAMES[kind]), "text": cut(text, SHORT), "became": bool(became)}


def _yields(page: WorkshopPage) -> list[str]:
    works = [one for one in page.productions if one.withdrawn_at is None]
    lines = [f"{sentence('fr', PRODUCTION_NAMES[one.kind])}, {one.title}" for one in works]
    lines += [f"{sentence('fr', EFFECT_NAMES[one.effect])}, {one.name}" for one in page.schemes]
    return [cut(one, 90) for one in lines[:LINES]]


def _rule(one: RuleFinding) -> dict[str, Any]:
    return {"standing": one.standing.value, "words": sentence("fr", one.message, one.values)}

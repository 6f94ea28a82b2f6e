"""The individual account of one member: its movements in the order of the law, with what is held after each."""

from datetime import date, datetime
from typing import Any

from foundation.kernel.money import Money
from membership.models.members import Member
from shares.models import ShareMovement
from shares.queries.journal import last_entry, movements
from shares.queries.papers.certificate import position_data
from shares.queries.papers.company import company_data, party_data, seal_data, statutes_for_paper
from shares.rules.paper_words import KIND_WORDS
from shares.rules.positions import AMOUNTS, NOTHING, Position


def account_data(member: Member, on: date, known_at: datetime) -> dict[str, Any]:
    """The account as of a day (templates/documents/compte-individuel.typ), as known at a moment.

    Source: C. com. art. L228-1 (inscription in the account), R228-9.
    """
    known = [one for one in movements(member.id) if one.effective_on <= on and one.recorded_at <= known_at]
    known.sort(key=lambda one: (one.effective_on, one.number))
    running, lines = NOTHING, []
    for one in known:
        running = running.plus(_delta(one))
        lines.append(_line(one, running))
    return {
        "cooperative": company_data(statutes_for_paper(on), on),
        "member": party_data(member),
        "movements": lines,
        "position": position_data(running),
        "seal": seal_data(*last_entry(known_at), on, known_at),
    }


def _delta(one: ShareMovement) -> Position:
    return Position(*(getattr(one, name) for name in AMOUNTS))


def _line(one: ShareMovement, after: Position) -> dict[str, Any]:
    operation = one.operation
    return {
        "number": one.number,
        "on": one.effective_on,
        "kind": KIND_WORDS[one.kind],
        "papers": " · ".join(text for text in (operation.decision, operation.document, operation.motive) if text),
        "shares": one.shares,
        "nominal": Money(one.nominal_cents) if one.nominal_cents else None,
        "subscribed": Money(one.subscribed_cents),
        "paid": Money(one.paid_cents),
        "owed": Money(one.owed_cents),
        "held": after.shares,
        "paid_after": after.paid,
    }

"""The nominal list as files: a JSON of stable keys, and the data of its paper (templates/documents/liste-nominative.typ)."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.sentences import sentence
from votes.models import Box, BoxResult, Right
from votes.queries.nominal import VIA_WORDS, Naming, nominal_list
from votes.queries.result_json import labels_of_box, vote_of_box
from votes.queries.result_paper import STATE_WORDS, company_on_paper
from votes.rules.life import BoxState, counted_apart
from votes.rules.method_words import METHOD_WORDS

FORMAT = "scic-nominal/1"
JSON_KEYS = ("member", "name", "college", "holder", "via", "voted", "choice", "said", "cast_at", "at_desk")
"""The keys of a right in the JSON, for good: what reads them today reads them tomorrow."""


def nominal_json(box: Box, stored: BoxResult) -> dict[str, Any]:
    """Every right that stands, in the order of the roll. Of a secret vote: whether it was used, and nothing else of it."""
    naming = Naming(box, "fr")
    return {
        "format": FORMAT,
        "vote": vote_of_box(box, stored),
        "labels": labels_of_box(box),
        "rights": [_right(row, naming) for row in _rows(box)],
    }


def nominal_on_paper(box: Box, stored: BoxResult, state: BoxState, *, at: datetime) -> dict[str, Any]:
    """Everything that the paper prints: the colleges in their order, each one's rights in the order of the roll."""
    rows = _rows(box)
    return {
        "cooperative": company_on_paper(day_of(at)),
        "printed_at": at,
        "state": STATE_WORDS.get(state, ""),
        "rehearsal": box.rehearsal,
        "secret": box.secret,
        "method": sentence("fr", METHOD_WORDS[box.method].name),
        "vote": {
            "title": box.title,
            "text": box.question,
            "ballot": "secret" if box.secret else "open",
            "advisory": box.advisory,
            "round": box.round,
            "opened_at": box.opened_at,
            "closed_at": box.closed_at,
            "counted_at": counted_apart(box.closed_at, stored.closed_at),
        },
        "entitled": len(rows),
        "voted": sum(1 for row in rows if row.voted),
        "groups": list(_groups(box, rows)),
        "ballots_sha256": stored.ballots_sha256,
    }


def _rows(box: Box) -> Sequence[Any]:
    return db.session.execute(nominal_list(box).order_by(Right.position)).all()


def _right(row: Any, naming: Naming) -> dict[str, Any]:
    values = (
        *(row.member_number, row.name, row.college or None, row.holder_name, row.via, bool(row.voted)),
        *(None if row.choice is None else json.loads(row.choice), naming.words(row.choice) or None),
        *(row.voted_at and row.voted_at.isoformat(), None if row.at_desk is None else bool(row.at_desk)),
    )
    return dict(zip(JSON_KEYS, values, strict=True))


def _groups(box: Box, rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """One group a college that has a right, in the order of the colleges; one without a name for who is in none."""
    naming = Naming(box, "fr")
    colleges = naming.colleges()
    for college, name in (*colleges.items(), ("", "")):
        own = [row for row in rows if (row.college if row.college in colleges else "") == college]
        if own:
            voted = sum(1 for row in own if row.voted)
            yield {"name": name, "entitled": len(own), "voted": voted, "rows": [_line(row, naming) for row in own]}


def _line(row: Any, naming: Naming) -> dict[str, Any]:
    """Whose voice is their own has no name in the column of who carries it."""
    carried = (row.holder_name, VIA_WORDS[row.via]) if row.via != "self" else ()
    return {
        "number": row.member_number,
        "name": row.name,
        "holder": ", ".join(part for part in carried if part),
        "voted": bool(row.voted),
        "choice": naming.words(row.choice),
        "at": row.voted_at,
        "at_desk": bool(row.at_desk),
    }

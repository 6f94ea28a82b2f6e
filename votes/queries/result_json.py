"""A stored result as a file: `scic-result/1` as it was stored, and the names that it leaves out."""

from typing import Any

from votes.models import Box, BoxResult
from votes.queries.results import contest_of_box


def labelled_result(box: Box, stored: BoxResult) -> dict[str, Any]:
    """The stored document, then `vote` (what was put to the vote, when) and `labels` (options and colleges by their ids)."""
    return {
        **stored.result,
        "vote": vote_of_box(box, stored),
        "labels": labels_of_box(box),
        "said": stored.reasons,
    }


def vote_of_box(box: Box, stored: BoxResult) -> dict[str, Any]:
    """What was put to the vote and when, as every JSON of a counted vote says it."""
    return {
        "id": box.id,
        "title": box.title,
        "round": box.round,
        "secret": box.secret,
        "advisory": box.advisory,
        "statutes": box.statutes_version,
        "opened_at": box.opened_at.isoformat(),
        "closed_at": (box.closed_at or stored.closed_at).isoformat(),
        "counted_at": stored.closed_at.isoformat(),
        "ballots_sha256": stored.ballots_sha256,
    }


def labels_of_box(box: Box) -> dict[str, dict[str, str]]:
    """The names of options and colleges by their ids."""
    contest = contest_of_box(box)
    options = contest.options if contest else ()
    return {
        "options": {option.id: option.label or option.id for option in options},
        "colleges": {one["id"]: one["name"] for one in box.colleges},
    }

"""Reads of the ballot boxes, a file a subject: boxes, hands, turnout, the roll as it stands, results."""

from votes.queries.boxes import NO_BOX, college_looks, count_present, due_boxes, get_box, is_open, open_boxes_among
from votes.queries.hands import (
    RightAtDesk,
    RightInHand,
    latest_revision,
    name_of_right,
    rights_at_desk,
    rights_by_kind,
    rights_of,
)
from votes.queries.results import (
    contest_of_box,
    denominators,
    published_contest,
    published_resolution,
    published_result,
    stored_result,
)
from votes.queries.roll import RollChanges, RollPage, RollRow, roll_changes, roll_page
from votes.queries.turnout import CollegeTurnout, Turnout, cast_by_college, turnout
from votes.roll_changes import changes_by_college, entitled_by_college

__all__ = [
    "NO_BOX",
    "CollegeTurnout",
    "RightAtDesk",
    "RightInHand",
    "RollChanges",
    "RollPage",
    "RollRow",
    "Turnout",
    "cast_by_college",
    "changes_by_college",
    "college_looks",
    "contest_of_box",
    "count_present",
    "denominators",
    "due_boxes",
    "entitled_by_college",
    "get_box",
    "is_open",
    "latest_revision",
    "name_of_right",
    "open_boxes_among",
    "published_contest",
    "published_resolution",
    "published_result",
    "rights_at_desk",
    "rights_by_kind",
    "rights_of",
    "roll_changes",
    "roll_page",
    "stored_result",
    "turnout",
]

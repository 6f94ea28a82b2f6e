"""What several pages of workshops need: the words, the way back, what the rooms above show."""

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now
from foundation.kernel.sentences import sentence
from foundation.web.language import current_language
from pole.programme.queries.actions import actions_now
from pole.workshops.models import Workshop
from pole.workshops.rules import kinds
from pole.workshops.signals import Shown, workshop_shown


def writes() -> bool:
    """Whether the reader keeps workshops."""
    return current_reader().can(Permission.POLE_WRITE)


def words() -> dict[str, Any]:
    """The names that templates say."""
    return {
        "kinds": kinds.KIND_NAMES,
        "purposes": kinds.KIND_PURPOSES,
        "parts": kinds.PART_NAMES,
        "roles": kinds.ROLE_NAMES,
        "finding_names": kinds.FINDING_NAMES,
        "effects": kinds.EFFECT_NAMES,
        "works": kinds.PRODUCTION_NAMES,
        "themes": [sentence(current_language(), one) for one in kinds.THEMES],
    }


def back_to(workshop_id: int, anchor: str = "") -> Response:
    """The page of the workshop, where the reader was."""
    return redirect(url_for("workshops.workshop", workshop_id=workshop_id, _anchor=anchor or None), code=303)


def shown_above(workshop: Workshop) -> list[Shown]:
    """What the rooms above show on the page of a workshop."""
    answers = workshop_shown.send(workshop.subject, at=now())
    return [one for _receiver, found in answers for one in found]


def action_choices() -> list[tuple[object, object]]:
    """The actions of the programme, by axis."""
    return [(one.id, f"{one.number}. {one.title}") for one in actions_now()]

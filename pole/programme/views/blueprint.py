"""The blueprint that every page of the programme joins, and what its pages share."""

from flask import Blueprint

from pole.programme.rules.states import STATE_NAMES

blueprint = Blueprint("programme", __name__)


@blueprint.app_template_global()
def action_state_name(state: str) -> str:
    """The word for where an action stands, to be said in the reader's language."""
    return STATE_NAMES[state]  # type: ignore[index]

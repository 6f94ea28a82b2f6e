"""The blueprint that every page of the yearly report joins."""

from flask import Blueprint

from foundation.web.language import current_language
from pole.report.rules.figures import Value, told

blueprint = Blueprint("report", __name__, url_prefix="/rapport-annuel")


@blueprint.app_template_filter("told")
def told_to_reader(value: Value) -> str:
    """A value of the report in the reader's language."""
    return told(current_language(), value)

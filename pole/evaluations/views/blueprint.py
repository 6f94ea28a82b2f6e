"""The blueprint that every page of evaluations joins."""

from flask import Blueprint, Response, request

blueprint = Blueprint("evaluations", __name__, url_prefix="/evaluations")
ANSWERED_HERE = ("evaluations.respond", "evaluations.link")


@blueprint.after_request
def keep_no_answer(response: Response) -> Response:
    """No browser keeps the page of an answer: whoever sits there next does not read it by going back."""
    if request.endpoint in ANSWERED_HERE:
        response.headers["Cache-Control"] = "no-store"
    return response

"""The result of a vote, and its count file."""

from flask import Response, make_response, render_template, request

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from foundation.web.errors import safe_next
from foundation.web.guard import requires
from foundation.web.language import current_language
from votes import queries
from votes.models import Box, BoxResult
from votes.rules.roll import rules_from_texts
from votes.views.blueprint import blueprint


def result_page(box: Box, stored: BoxResult) -> str:
    """The page of a vote once it is counted; the address is that of the vote."""
    return render_template("votes/result.html", **_result_context(box, stored))


@blueprint.get("/<int:box_id>/depouillement.json")
@requires(Permission.COUNT_READ)
def count_file(box_id: int) -> Response:
    """The count file of a closed vote, to recount it anywhere."""
    queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is None:
        message = N_("This vote is not closed: its count file will be here once it is. Come back after the closing.")
        raise StateMoved("box-not-closed", message)
    response: Response = make_response(stored.count_file)
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="depouillement-{box_id}.json"'
    return response


def _result_context(box: Box, stored: BoxResult) -> dict[str, object]:
    return {
        "box": box,
        "stored": stored,
        "published": queries.published_result(box, stored),
        "rules": rules_from_texts(box.statutes_version, box.rules),
        "reasons": stored.reasons[current_language()],
        "rights": queries.rights_of(box.id, current_reader().id),
        "college_looks": queries.college_looks(box),
        "came_from": safe_next(request.args.get("suite"), ""),
    }

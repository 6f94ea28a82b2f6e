"""What a page of a ballot asks every few seconds: whether the vote still takes ballots, so that a closing is told at once."""

from flask import Response, make_response, render_template, request
from flask_babel import get_locale

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.web.guard import requires
from votes import queries
from votes.views.blueprint import blueprint


@blueprint.get("/<int:box_id>/en-direct")
@requires(Permission.COUNT_READ)
def live(box_id: int) -> Response:
    """Nothing while the vote is open; from its closing on, that a ballot which was not cast is not kept any more."""
    box = queries.get_box(box_id)
    tag = tag_of(accepts=queries.is_open(box, now()))
    known = request.if_none_match.contains_weak(tag)
    page = "" if known else render_template("votes/_closed.html", box=box, accepts_ballots=queries.is_open(box, now()))
    answer = make_response(page, 304 if known else 200)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "no-cache, private"
    return answer


def tag_of(*, accepts: bool) -> str:
    """The ETag of what such a page shows already."""
    return f"{'open' if accepts else 'closed'}-{get_locale()}"

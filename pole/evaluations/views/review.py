"""The yearly review with partners: the years there are, and the paper of each."""

from flask import Response, render_template

from foundation.accounts.permissions import Permission
from foundation.documents import pdf
from foundation.kernel.clock import now
from foundation.web.guard import requires
from pole.evaluations.queries.review import review_of, years
from pole.evaluations.review_paper import review_on_paper
from pole.evaluations.views.blueprint import blueprint


@blueprint.get("/bilan")
@requires(Permission.POLE_READ)
def reviews() -> str:
    """The years that may be reviewed."""
    return render_template("pole/evaluations/reviews.html", years=years(now()))


@blueprint.get("/bilan/<int:year>.pdf")
@requires(Permission.POLE_READ)
def review(year: int) -> Response:
    """The paper of a year, to bring to the meeting with partners."""
    at = now()
    content = pdf.render("bilan-partenaires", review_on_paper(review_of(year, at), at), at=at)
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"bilan-partenaires-{year}.pdf")
    return response

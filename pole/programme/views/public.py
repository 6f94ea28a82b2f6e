"""What everybody may read of the programme, without an account."""

from flask import render_template

from foundation.web.guard import public
from pole.programme.queries.programme import public_programme
from pole.programme.queries.proposals import last_adopted
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme/public")
@public
def public_page() -> str:
    """The programme: what is planned, under way and done, and the version that a body validated last."""
    return render_template("pole/programme/public.html", found=public_programme(), adopted=last_adopted())

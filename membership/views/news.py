"""The public page where the reader of a mail refuses news, or asks for them again, without signing in."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.kernel.clock import now
from foundation.web.guard import public
from foundation.web.transaction import transaction
from membership.queries.dispatches import refuses_news
from membership.services.dispatching import recipient_of_link, say_news
from membership.views.blueprint import blueprint


@blueprint.get("/nouvelles/<token>")
@public
def news(token: str) -> ResponseReturnValue:
    """The reader of a mail, without signing in: whether news still come."""
    found = recipient_of_link(token)
    return render_template(
        "membership/news.html", token=token, address=_hidden(found.address), refuses=refuses_news(found.address)
    )


@blueprint.post("/nouvelles/<token>")
@public
def answer_news(token: str) -> ResponseReturnValue:
    """No news any more, or news again; a mail program may ask it by itself (RFC 8058)."""
    found = recipient_of_link(token)
    again = request.form.get("again") == "1"
    channel = "one-click" if request.form.get("List-Unsubscribe") == "One-Click" else "page"
    with transaction():
        say_news(found.address, refuses=not again, channel=channel, at=now())
    return redirect(url_for(".news", token=token), 303)


def _hidden(address: str) -> str:
    """Enough of an address for its owner, too little for anybody else: a…@exemple.fr."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"

"""The few addresses of this room: the colours and the logo of the cooperative, and the choice of language."""

from flask import Blueprint, Response, abort, redirect, request, session
from flask.typing import ResponseReturnValue

from foundation.kernel.settings import picture
from foundation.web.brand import brand_stylesheet, settings_of_request
from foundation.web.errors import safe_next
from foundation.web.guard import public
from foundation.web.language import LANGUAGES, SESSION_KEY
from foundation.web.security import seal

blueprint = Blueprint("web", __name__)
ONE_DAY = 86_400


@blueprint.get("/couleurs.css")
@public
def colours() -> ResponseReturnValue:
    """The brand as custom properties; the address changes with the colours, so it may be kept."""
    response = Response(brand_stylesheet(settings_of_request()), mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_DAY
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/logo")
@public
def logo() -> ResponseReturnValue:
    """The picture that the cooperative gave."""
    found = picture("logo")
    if found is None:
        abort(404)
    response = seal(Response(found.data, mimetype=found.media_type))
    response.cache_control.public = True
    response.cache_control.max_age = 300
    response.add_etag()
    return response.make_conditional(request)


@blueprint.post("/langue")
@public
def change_language() -> ResponseReturnValue:
    """Keep the language chosen for this session and go back to the page."""
    wanted = request.form.get("langue", "")
    if wanted not in LANGUAGES:
        abort(400)
    session[SESSION_KEY] = wanted
    return redirect(safe_next(request.form.get("suite")), code=303)

"""The addresses of the API, and the page that explains it. Each handler asks, then words the answer."""

from flask import Blueprint, Flask, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from foundation.accounts.bearer import current_bearer, note_use
from foundation.accounts.rules.tokens import SCOPE_NAMES, Scope
from foundation.kernel.clock import now
from foundation.kernel.sentences import sentence
from foundation.web.guard import public, requires
from foundation.web.language import current_language
from foundation.web.machines import API
from foundation.web.transaction import transaction
from foundation.webhooks.room import event_titles
from governance.queries.consultations import listed_for
from scic.api import telling
from scic.api.answers import read, read_text, told
from scic.api.bodies import asked_page, sent_ballot
from scic.api.document import document
from scic.api.meanings import MEANINGS
from scic.api.rates import CALLS, Rates
from scic.api.seeing import refuse_unknown, result_of, vote_of, votes_of
from votes.queries import is_open, rights_of, turnout
from votes.queries.life import state_of, states_of
from votes.services.casting import CastState, Secretly, cast

guide_pages = Blueprint("api", __name__)
calls = Blueprint("calls", __name__, url_prefix=API)
RATES = "scic-api-rates"


def init_app(app: Flask) -> None:
    """Give the application its count of calls."""
    app.extensions[RATES] = Rates()


@calls.before_request
def admit() -> None:
    """Count the call of this token, and note the day of its use."""
    bearer = current_bearer()
    current_app.extensions[RATES].admit(bearer.token_hash, now())
    note_use(bearer)


@guide_pages.get("/api")
@public
def guide() -> str:
    """What programs can do here and how, for those who write them."""
    language = current_language()
    return render_template(
        "home/api.html",
        base=current_app.config["PUBLIC_URL"],
        scope_rows=[[str(scope), sentence(language, name)] for scope, name in SCOPE_NAMES.items()],
        refusals=[[str(status), sentence(language, meaning)] for status, meaning in MEANINGS.items()],
        event_rows=[[name, sentence(language, title)] for name, title in event_titles().items()],
        limit=CALLS.count,
    )


@guide_pages.get(f"{API}/openapi.json")
@public
def description() -> Response:
    """The whole interface, as programs read it (OpenAPI 3.1)."""
    return read(document())


@calls.get("/votes")
@requires(Scope.VOTES_READ)
def votes() -> ResponseReturnValue:
    """A page of the votes, the latest first."""
    page = asked_page()
    boxes, more = votes_of(current_bearer(), page)
    states = states_of(boxes, now())
    return read({"page": page, "more": more, "votes": [telling.vote_line(box, states[box.id]) for box in boxes]})


@calls.get("/votes/<int:number>")
@requires(Scope.VOTES_READ)
def vote(number: int) -> ResponseReturnValue:
    """One vote: question, options, rules, colleges, and how many voted."""
    box = vote_of(current_bearer(), number)
    return read(telling.vote(box, state_of(box, now()), turnout(box)))


@calls.get("/votes/<int:number>/roll")
@requires(Scope.ROLLS_READ)
def roll(number: int) -> ResponseReturnValue:
    """The sizes of the roll."""
    box = vote_of(current_bearer(), number)
    return read({"vote": box.id} | telling.roll(box, turnout(box)))


@calls.get("/votes/<int:number>/rights")
@requires(Scope.BALLOTS_CAST)
def rights(number: int) -> ResponseReturnValue:
    """The rights of the owner of the token in this vote."""
    bearer = current_bearer()
    box = vote_of(bearer, number)
    taking = is_open(box, now())
    mine = [telling.right(one, box, is_open=taking) for one in rights_of(box.id, bearer.id)]
    return told({"vote": box.id, "rights": mine})


@calls.get("/votes/<int:number>/result")
@requires(Scope.RESULTS_READ)
def result(number: int) -> ResponseReturnValue:
    """The published result, as `scic votes count --json` gives it."""
    return read(result_of(current_bearer(), number, now()).result)


@calls.get("/votes/<int:number>/count-file")
@requires(Scope.RESULTS_READ)
def count_file(number: int) -> ResponseReturnValue:
    """The count file of a published result."""
    return read_text(result_of(current_bearer(), number, now()).count_file)


@calls.post("/votes/<int:number>/ballots")
@requires(Scope.BALLOTS_CAST)
def cast_ballot(number: int) -> ResponseReturnValue:
    """Put a ballot in: 201 recorded, 200 where the same was there already, or where it replaced another."""
    sent, bearer, at = sent_ballot(), current_bearer(), now()
    secretly = Secretly(sent.receipt, sent.warned) if sent.receipt else None
    with transaction():
        refuse_unknown(bearer, number)
        done = cast(number, sent.right, sent.choice, account_id=bearer.id, at=at, secretly=secretly, reason=sent.reason)
    return told(telling.ballot(number, sent.right, done), 201 if done.state is CastState.RECORDED else 200)


@calls.get("/consultations")
@requires(Scope.VOTES_READ)
def consultations() -> ResponseReturnValue:
    """The consultations that the owner of the token may know of, those that run first."""
    page, at = asked_page(), now()
    listed = listed_for(current_bearer().id, at, prepares=False, page=page)
    running = (*listed.to_answer, *listed.running) if page == 1 else ()
    told_of = [telling.consultation(one, at) for one in (*running, *listed.past)]
    return read({"page": page, "more": listed.more, "consultations": told_of})

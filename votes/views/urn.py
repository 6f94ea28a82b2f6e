"""The ballots of a secret vote once its result is published: listed by receipt, found by one, and as a file to check.

A receipt travels in the body of a request and never in an address: addresses are written in the logs of servers.
"""

import json
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from foundation.accounts.permissions import Permission
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.tables import Column, Filter, TableSpec
from votes import boxed_ballots, queries
from votes.models import Box, SecretBallot
from votes.queries.urn import ballot_of_receipt, plain_receipt, urn_counts, urn_list
from votes.rules.ballot_words import choice_in_words
from votes.rules.receipts import grouped
from votes.views.blueprint import blueprint
from votes.views.shown import ShownResult, as_file, shown_result

NOT_SECRET = N_("This vote was open: it has no receipts and no list of secret ballots. Its result is on its page.")


@blueprint.get("/<int:box_id>/urne")
@requires(Permission.COUNT_READ)
def urn(box_id: int) -> ResponseReturnValue:
    """The secret ballots, in the order of their receipts, and how to compute their fingerprint again."""
    return render_template("votes/urn.html", **_context(_secret(box_id)))


@blueprint.post("/<int:box_id>/urne")
@requires(Permission.COUNT_READ)
def find_receipt(box_id: int) -> ResponseReturnValue:
    """The ballot of one receipt, on the same page."""
    shown, typed = _secret(box_id), request.form.get("recu", "")[:80]
    found = ballot_of_receipt(box_id, typed)
    answer = {"typed": grouped(plain_receipt(typed)), "found": found}
    return render_template("votes/urn.html", **_context(shown) | answer)


@blueprint.get("/<int:box_id>/urne.txt")
@requires(Permission.COUNT_READ)
def urn_text(box_id: int) -> Response:
    """The text whose SHA-256 is the published fingerprint of the ballots."""
    text = "".join(boxed_ballots.urn_lines(_secret(box_id).box))
    return as_file(text, "text/plain", f"urne-{box_id}.txt")


def _secret(box_id: int) -> ShownResult:
    shown = shown_result(box_id)
    if not shown.box.secret:
        raise Refused("box-not-secret", NOT_SECRET)
    return shown


def _context(shown: ShownResult) -> dict[str, Any]:
    box = shown.box
    contest, lang = queries.contest_of_box(box), current_language()

    def words(choice: Any) -> str:
        return choice_in_words(box.method, contest, json.loads(choice) if isinstance(choice, str) else choice, lang)

    return {
        "box": box,
        "stored": shown.stored,
        "table": _table(box).read(urn_list(box.id), request.args),
        "counts": urn_counts(box),
        "college_looks": queries.college_looks(box),
        "words": words,
        "grouped": grouped,
        "typed": None,
        "found": None,
    }


def _table(box: Box) -> TableSpec:
    colleges = [(college["id"], college["name"]) for college in box.colleges]
    college = (Column("college", _l("College"), sort=SecretBallot.college),) if colleges else ()
    return TableSpec(
        columns=(
            Column("id", _l("Receipt"), sort=SecretBallot.id),
            *college,
            Column("choice", _l("Ballot"), sort=SecretBallot.choice),
        ),
        filters=(Filter("college", _l("College"), colleges, SecretBallot.college),) if colleges else (),
        default_sort="id",
        tie_break=SecretBallot.id,
    )

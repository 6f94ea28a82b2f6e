"""What each status of a refusal means, for the page and for the description alike."""

from foundation.kernel.sentences import N_

MEANINGS: dict[int, str] = {
    400: N_("What was sent cannot be read"),
    401: N_("No token, or one that is unknown, revoked or past its end; a session cookie opens nothing here"),
    403: N_("The token lacks the scope, or its owner no longer has the right"),
    404: N_("Not there, or not yours to know"),
    409: N_("The state has moved on: closed, already used where ballots are final, not published yet"),
    413: N_("Larger than what is accepted (16 KiB)"),
    415: N_("Not JSON"),
    422: N_("A rule refused: the sentence says which"),
    429: N_("Called too often: wait as long as Retry-After says"),
    503: N_("The database is away for a moment, or the product is being maintained: nothing was kept"),
}

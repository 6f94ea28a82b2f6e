"""The closing found that the counts of the paper ballots do not hold: that is written, and they are keyed again.

Nobody reads before the closing whether two counts agree, and nobody keys a second time before it refused the first: a count
is found by counting, not by trying.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from foundation.kernel.audit import Actor
from foundation.kernel.errors import Refused
from foundation.web.transaction import transaction
from votes.models import BoxAct
from votes.queries.life import state_of
from votes.queries.paper import differing_counts
from votes.rules.life import ActKind, BoxState
from votes.services.act_writing import Acting, write_act
from votes.services.closing import locked_box

DIFFERING = frozenset({"paper-twice", "paper-total"})


@contextmanager
def recounted_where_refused(actor: Actor, at: datetime) -> Iterator[None]:
    """Around the transaction of a closing: where the paper ballots stopped it, what is counted again is written in another."""
    try:
        yield
    except Refused as refused:
        if refused.code in DIFFERING:
            with transaction():
                ask_recount(int(str(refused.values["box"])), Acting(actor, at))
        raise


def ask_recount(box_id: int, acting: Acting) -> BoxAct | None:
    """Have the colleges counted again in which two persons keyed and their counts do not hold; None where there is none."""
    box = locked_box(box_id)
    again = differing_counts(box)
    if not again or state_of(box, acting.at) is not BoxState.ENDED:
        return None
    return write_act(box, ActKind.RECOUNTED, acting, after=again)

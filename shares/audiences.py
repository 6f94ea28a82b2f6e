"""Lists of members that the capital knows: who waits for a refund, who still owes on called shares."""

from collections.abc import Collection, Mapping
from datetime import date

from foundation.kernel.sentences import N_
from membership.audiences import audience
from shares.queries.arrears import arrears_on
from shares.queries.claims import waiting_claims
from shares.queries.positions import positions_on
from statutes.services import statutes_on


@audience("remboursements", title=N_("Those who wait for a refund"))
def waiting_for_refund(_params: Mapping[str, str], on: date) -> Collection[int]:
    """Whose claim waits in the queue, and whose refund is decided and not paid yet."""
    owed = {member for member, found in positions_on(on).items() if found.owed_cents > 0}
    return owed | {claim.member_id for claim in waiting_claims(on)}


@audience("impayes", title=N_("Those who owe on called shares"))
def owing_on_shares(_params: Mapping[str, str], on: date) -> Collection[int]:
    """Whose shares are called and not paid."""
    return set(arrears_on(on, statutes_on(on).statutes.legal_form))


@audience("porteurs", title=N_("Those who hold shares"))
def holders(_params: Mapping[str, str], on: date) -> Collection[int]:
    """Who holds a share on the day."""
    return {member for member, found in positions_on(on).items() if found.shares > 0}

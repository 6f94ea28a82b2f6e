"""The labels of what is held on somebody, and its codes in words."""

from foundation.accounts.permissions import ROLE_NAMES
from foundation.accounts.rules.events import EVENT_SENTENCES as ACCOUNTS
from foundation.documents.rules.events import EVENT_SENTENCES as DOCUMENTS
from foundation.kernel.sentences import N_
from foundation.mailing.rules.events import EVENT_SENTENCES as MAILING
from governance.rules.channels import CHANNEL_NAMES
from governance.rules.events import EVENT_SENTENCES as GOVERNANCE
from membership.rules.applications import EVENT_NAMES as STEP_NAMES
from membership.rules.bonds import BONDS
from membership.rules.dispatches import WAY_NAMES
from membership.rules.events import EVENT_SENTENCES as MEMBERSHIP
from membership.rules.mandates import MANDATE_NAMES
from membership.rules.reach import CONDITION_NAMES
from membership.rules.standing import EVENT_NAMES
from privacy.rules.events import EVENT_SENTENCES as OURS
from shares.rules.demands import DEMAND_NAMES, OUTCOME_NAMES
from shares.rules.events import EVENT_SENTENCES as SHARES
from shares.rules.kinds import CAUSE_NAMES, KIND_NAMES
from spreadsheets.rules.events import EVENT_SENTENCES as SPREADSHEETS
from treasury.rules.events import EVENT_SENTENCES as TREASURY
from treasury.rules.settling import KIND_NAMES as SETTLEMENT_NAMES
from votes.rules.events import EVENT_SENTENCES as VOTES

OF_LISTS = "list-"
"""Before the way in which a mail to a list went: “refused” is also a step of a request to join."""
WORDS: dict[str, str] = {
    **{f"{OF_LISTS}{way.value}": name for way, name in WAY_NAMES.items()},
    **{role.value: name for role, name in ROLE_NAMES.items()},
    **{event.value: name for event, name in STEP_NAMES.items()},
    **{event.value: name for event, name in EVENT_NAMES.items()},
    **{kind.value: bond.name for kind, bond in BONDS.items()},
    **{kind.value: name for kind, name in MANDATE_NAMES.items()},
    **{state.value: name for state, name in CONDITION_NAMES.items()},
    **{kind.value: name for kind, name in KIND_NAMES.items()},
    **{cause.value: name for cause, name in CAUSE_NAMES.items()},
    **{kind.value: name for kind, name in DEMAND_NAMES.items()},
    **{outcome.value: name for outcome, name in OUTCOME_NAMES.items()},
    **{kind.value: name for kind, name in SETTLEMENT_NAMES.items()},
    **{str(channel.value): name for channel, name in CHANNEL_NAMES.items()},
}

IN_EUROS: dict[str, str] = {
    "cents": N_("Amount"),
    "given_on": N_("Said on"),
    "person_name": N_("Name"),
    "subscribed_cents": N_("Subscribed"),
    "paid_cents": N_("Paid up"),
    "owed_cents": N_("Owed back"),
}
# What a fact of the trail tells of others is not told here: its words stand, its values do not.
TRAIL: dict[str, str] = {
    **ACCOUNTS, **DOCUMENTS, **MAILING, **GOVERNANCE, **MEMBERSHIP, **OURS, **SHARES, **SPREADSHEETS, **TREASURY, **VOTES,
}  # fmt: skip

LABELS: dict[str, str] = {
    "acquired_on": N_("Acquired on"),
    "address": N_("Address"),
    "agreed": N_("Agreed"),
    "allowance_cents": N_("Allowance (cents)"),
    "answer": N_("Answer"),
    "as_of": N_("As of"),
    "after": N_("After"),
    "asked_on": N_("Asked on"),
    "assembly": N_("Assembly"),
    "at": N_("When"),
    "before": N_("Before"),
    "bic": N_("BIC"),
    "body_text": N_("Words"),
    "born_on": N_("Born on"),
    "browser": N_("Browser"),
    "category": N_("Category"),
    "cause": N_("Cause"),
    "cents": N_("Amount (cents)"),
    "channel": N_("Channel"),
    "choice": N_("Choice"),
    "college": N_("College"),
    "contact": N_("Contact"),
    "country": N_("Country"),
    "created_at": N_("Created"),
    "body": N_("Body"),
    "joined_on": N_("Takes part since"),
    "left_on": N_("Left on"),
    "since": N_("Since"),
    "standing_for": N_("Sent by"),
    "deceased_on": N_("Deceased on"),
    "decision": N_("Decision"),
    "detail": N_("Detail"),
    "effective_on": N_("From"),
    "email": N_("E-mail"),
    "emancipated_on": N_("Emancipated on"),
    "event": N_("What happened"),
    "expires_at": N_("Expires"),
    "failed_on": N_("Proved wrong on"),
    "first_names": N_("First names"),
    "given": N_("Given"),
    "granted": N_("Granted"),
    "heard_on": N_("Heard on"),
    "holder": N_("Holder"),
    "iban": N_("IBAN"),
    "issued_at": N_("Issued"),
    "kind": N_("Kind"),
    "label": N_("Label"),
    "language": N_("Language"),
    "last_name": N_("Birth name"),
    "legal_form": N_("Legal form"),
    "masked_iban": N_("IBAN (last figures)"),
    "means": N_("Means of payment"),
    "mode": N_("How"),
    "motive": N_("Motive"),
    "name": N_("Name"),
    "number": N_("Number"),
    "on_day": N_("Day"),
    "organisation": N_("Organisation"),
    "owed_cents": N_("Owed back (cents)"),
    "paid_cents": N_("Paid up (cents)"),
    "paper": N_("Paper"),
    "phone": N_("Phone"),
    "post_returned_on": N_("A letter came back"),
    "postcode": N_("Postcode"),
    "pronouns": N_("Pronouns"),
    "queued_at": N_("Written"),
    "rank_on": N_("Rank"),
    "reason": N_("Reason"),
    "received_on": N_("Received on"),
    "recorded_at": N_("Recorded"),
    "reference": N_("Reference"),
    "refuses": N_("Refused"),
    "rna": N_("RNA number"),
    "role": N_("Role"),
    "sent_at": N_("Sent"),
    "shares": N_("Shares"),
    "signed_on": N_("Signed on"),
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "state": N_("State"),
    "street": N_("Street address"),
    "subject": N_("Subject"),
    "subscribed_cents": N_("Subscribed (cents)"),
    "tag": N_("Fact"),
    "text": N_("Text"),
    "title": N_("Title"),
    "town": N_("Town"),
    "typed": N_("As typed"),
    "until_on": N_("Until"),
    "usage_name": N_("Name in use"),
    "usual_first_name": N_("Usual first name"),
    "value": N_("Value"),
    "valued_minutes": N_("Time given (minutes)"),
    "version": N_("Version of the text"),
    "via": N_("By whom"),
    "way": N_("How"),
    "wished_on": N_("Wished for"),
}

"""Every fact of the audit trail, said: the tags of all packages with their sentences."""

from enum import StrEnum

from foundation.accounts.rules.events import EVENT_SENTENCES as ACCOUNTS
from foundation.documents.rules.events import EVENT_SENTENCES as DOCUMENTS
from foundation.jobs.rules.events import EVENT_SENTENCES as JOBS
from foundation.kernel.sentences import N_
from foundation.mailing.rules.events import EVENT_SENTENCES as MAILING
from foundation.webhooks.rules.events import EVENT_SENTENCES as WEBHOOKS
from foundation.wording.rules.events import EVENT_SENTENCES as WORDING
from governance.rules.events import EVENT_SENTENCES as GOVERNANCE
from membership.rules.events import EVENT_SENTENCES as MEMBERSHIP
from pole.actors.rules.events import EVENT_SENTENCES as TERRITORY
from pole.budget.rules.events import EVENT_SENTENCES as BUDGET
from pole.evaluations.rules.events import EVENT_SENTENCES as EVALUATIONS
from pole.priorities.rules.events import EVENT_SENTENCES as PRIORITIES
from pole.programme.rules.events import EVENT_SENTENCES as PROGRAMME
from pole.report.rules.events import EVENT_SENTENCES as REPORT
from pole.workshops.rules.events import EVENT_SENTENCES as WORKSHOPS
from privacy.rules.events import EVENT_SENTENCES as PRIVACY
from shares.rules.events import EVENT_SENTENCES as SHARES
from spreadsheets.rules.events import EVENT_SENTENCES as SPREADSHEETS
from statutes.rules.events import EVENT_SENTENCES as STATUTES
from treasury.rules.events import EVENT_SENTENCES as TREASURY
from votes.rules.events import EVENT_SENTENCES as VOTES


class Event(StrEnum):
    """What the front door itself records."""

    SETTINGS_CHANGED = "scic:settings:changed"
    SYSTEM_INITIALISED = "scic:system:initialised"


EVENT_SENTENCES: dict[str, str] = {
    Event.SETTINGS_CHANGED: N_("Changed the settings: %(keys)s"),
    Event.SYSTEM_INITIALISED: N_("Started the cooperative “%(name)s”"),
}

ALL_SENTENCES: dict[str, str] = {
    **ACCOUNTS, **DOCUMENTS, **JOBS, **MAILING, **WEBHOOKS, **WORDING, **GOVERNANCE, **MEMBERSHIP, **PRIVACY, **SHARES,
    **SPREADSHEETS, **STATUTES, **TREASURY, **VOTES, **TERRITORY, **PROGRAMME, **PRIORITIES, **EVALUATIONS, **BUDGET,
    **WORKSHOPS, **REPORT, **EVENT_SENTENCES,
}  # fmt: skip

"""The entries of the menu, by what the reader may do."""

from dataclasses import dataclass
from enum import StrEnum

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from foundation.accounts.permissions import Permission


@dataclass(frozen=True)
class Place:
    """One entry as it is declared: shown to who holds `permission` (None: to every account)."""

    endpoint: str
    label: str
    icon: str
    permission: StrEnum | None = None


@dataclass(frozen=True)
class Entry:
    """One entry as a page shows it."""

    label: str
    url: str
    icon: str
    current: bool


HOME = "home.home"
PLACES = (
    Place(HOME, _l("Home"), "house"),
    Place("shares.mine", _l("My shares"), "user"),
    Place("governance.assemblies", _l("Assemblies"), "gavel", Permission.ASSEMBLY_READ),
    Place("governance.consultations", _l("Consultations"), "messages-square", Permission.VOTE_CAST),
    Place("priorities.votes", _l("Priorities"), "target", Permission.POLE_READ),
    Place("evaluations.campaigns", _l("Evaluations"), "clipboard-check", Permission.POLE_READ),
    Place("workshops.workshops", _l("Workshops"), "lightbulb", Permission.POLE_READ),
    Place("governance.decisions", _l("Decisions"), "scroll-text", Permission.DECISIONS_READ),
    Place("programme.programme", _l("Programme"), "compass", Permission.POLE_READ),
    Place("budget.overview", _l("Budget"), "calculator", Permission.BUDGET_READ),
    Place("actors.directory", _l("Territory"), "network", Permission.POLE_READ),
    Place("report.years", _l("Yearly report"), "presentation", Permission.POLE_READ),
    Place("membership.members", _l("Members"), "users", Permission.MEMBERS_READ),
    Place("governance.checks", _l("Compliance"), "scale", Permission.SHARES_READ),
    Place("statutes.index", _l("Statutes"), "book-open", Permission.STATUTES_READ),
    Place("shares.holdings", _l("Shares"), "coins", Permission.SHARES_READ),
    Place("treasury.overview", _l("Treasury"), "wallet", Permission.TREASURY_READ),
    Place("privacy.retention", _l("Personal data"), "shield-check", Permission.PRIVACY_READ),
    Place("audit.trail", _l("Audit trail"), "history", Permission.AUDIT_READ),
    Place("jobs.jobs", _l("Jobs"), "list-checks", Permission.JOBS_READ),
    Place("outbox.outbox", _l("Mails"), "mail", Permission.MAIL_READ),
    Place("settings.settings", _l("Settings"), "settings", Permission.SETTINGS_WRITE),
)


def navigation() -> list[Entry]:
    """The menu of this request; empty for a visitor."""
    if not current_user.is_authenticated:
        return []
    places = [place for place in PLACES if place.permission is None or current_user.can(place.permission)]
    addresses = {place.endpoint: url_for(place.endpoint) for place in places}
    current = _current(addresses)
    return [
        Entry(str(place.label), addresses[place.endpoint], place.icon, place.endpoint == current) for place in places
    ]


def _current(addresses: dict[str, str]) -> str:
    """The entry whose address is the longest that the page's own begins with; the home page only by itself."""
    inside = [
        (len(address), endpoint)
        for endpoint, address in addresses.items()
        if request.path == address or (endpoint != HOME and request.path.startswith(f"{address}/"))
    ]
    return max(inside)[1] if inside else ""

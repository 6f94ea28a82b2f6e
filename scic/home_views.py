"""The front page: what awaits me. For a visitor, who we are and the way in."""

from typing import Any

from flask import Blueprint, current_app, render_template
from flask_babel import gettext as _
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.accounts.reader import Reader
from foundation.accounts.session import current_reader
from foundation.kernel.clock import now, today
from foundation.kernel.settings import get_settings
from foundation.web.guard import public
from governance.queries.assemblies import upcoming_and_past
from governance.queries.compliance_glance import not_in_order
from governance.queries.consultations import at_home
from governance.queries.decisions import search_decisions
from governance.rules.compliance.table import TITLES
from governance.rules.kinds import KIND_NAMES, AssemblyState
from membership.queries.roll import members_represented_by
from pole.priorities.queries.home import at_home as priorities_at_home
from pole.report.queries.home.desks import desks
from pole.report.queries.home.followed import followed
from pole.report.queries.home.late import late
from pole.report.queries.home.mine import mine_of
from pole.report.rules.home import picture_of
from privacy.queries.acts import watched
from privacy.rules.retention import CLASSES
from scic.demo.load import DEMO_PASSWORD, demo_logins
from shares.queries import holding_of
from votes.queries.life import waiting_boxes

blueprint = Blueprint("home", __name__)
LATEST = 5
# Those who can put things in order, and may read what the checks say
WATCHERS = (Permission.ASSEMBLY_PREPARE, Permission.MEMBERS_READ, Permission.SHARES_READ)


@blueprint.get("/")
@public
def home() -> str:
    """Home."""
    if not current_user.is_authenticated:
        return welcome()
    account = current_reader()
    upcoming, _held = upcoming_and_past()
    seen = [one for one in upcoming if one.state is not AssemblyState.DRAFT or account.can(Permission.ASSEMBLY_PREPARE)]
    latest = search_decisions("", adopted=None, page=1)
    return render_template(
        "home/home.html",
        account=account,
        rule_titles=TITLES,
        retention=watched() if account.can(Permission.PRIVACY_ERASE) else (),
        data_kinds=CLASSES,
        votes_waiting=waiting_boxes(now()) if account.can(Permission.VOTES_RUN) else (),
        live=[one for one in seen if one.state is AssemblyState.OPEN],
        upcoming=[one for one in seen if one.state is not AssemblyState.OPEN],
        kinds=KIND_NAMES,
        latest=latest.rows[:LATEST],
        annulled=latest.annulled,
        **_asked(account),
        **_waiting(account),
    )


def _asked(account: Reader) -> dict[str, Any]:
    """Consultations, then votes on priorities that these do not name already."""
    asked = at_home(account.id, now(), prepares=account.can(Permission.CONSULTATIONS_WRITE))
    named = [one.id for one in (*asked.to_answer, *asked.running)]
    return {
        "asked": asked,
        "priorities": priorities_at_home(now(), plans=account.can(Permission.POLE_WRITE), named=named),
    }


def _waiting(account: Reader) -> dict[str, Any]:
    """What awaits the reader, what is late, the queues, what came of decisions: each by what the reader may do."""
    watches = all(account.can(permission) for permission in WATCHERS)
    members = members_represented_by(account.id, today())
    checks = not_in_order(today()) if watches else ()
    return {
        "mine": [(one, holding_of(one.member_id, today())) for one in members],
        "not_in_order": checks,
        "late": late(now(), len(checks)) if account.can(Permission.POLE_WRITE) else (),
        "desks": desks(now(), account.permissions),
        "picture_of": picture_of,
        "awaits": mine_of(account.id, [one.member_id for one in members], now()),
        "followed": followed(today()),
    }


def welcome() -> str:
    """What a visitor sees; in the demo, whom to be."""
    demo = current_app.config["MODE"] == "demo"
    logins = demo_logins(get_settings().demo_logins) if demo else []
    return render_template("home/welcome.html", logins=logins, password=DEMO_PASSWORD, title=_("Welcome"))

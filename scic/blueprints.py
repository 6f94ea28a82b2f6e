"""What is joined to the application: rooms in their order, then the pages of every package."""

from flask import Flask

from foundation.accounts import session
from foundation.accounts.account_views import blueprint as account
from foundation.accounts.permissions import Permission
from foundation.accounts.token_views import blueprint as tokens
from foundation.accounts.views import blueprint as sign_in
from foundation.kernel.sentences import N_
from foundation.web import room as web
from foundation.webhooks.views import blueprint as webhooks
from governance import room as governance_room
from governance.views import blueprint as governance
from membership.services.importing import MEMBERS
from membership.views.joined import blueprint as membership
from pole.actors import room as actors_room
from pole.actors.views import blueprint as actors
from pole.budget.views import blueprint as budget
from pole.evaluations import room as evaluations_room
from pole.evaluations.views import blueprint as evaluations
from pole.priorities import room as priorities_room
from pole.priorities.views import blueprint as priorities
from pole.programme import room as programme_room
from pole.programme.views import blueprint as programme
from pole.report.views import blueprint as report
from pole.workshops.views import blueprint as workshops
from privacy import room as privacy_room
from privacy.views.joined import blueprint as privacy
from scic import audiences, jobs, webhook_events, wordings
from scic.api import views as api
from scic.audit_views import blueprint as audit
from scic.export_views import blueprint as export
from scic.home_views import blueprint as home
from scic.jobs_views import blueprint as jobs_pages
from scic.navigation import navigation
from scic.notice_views import blueprint as notices
from scic.outbox_views import blueprint as outbox
from scic.roles_views import blueprint as rights
from scic.settings_views import blueprint as settings
from scic.wording_sent_views import blueprint as wording_pages
from shares import room as shares_room
from shares.services.importing import MOVEMENTS
from shares.views.joined import blueprint as shares
from spreadsheets.views import studio
from statutes.views import blueprint as statutes
from treasury.views.joined import blueprint as treasury
from votes.views import blueprint as votes

ROOMS = (
    web, session, api, jobs, wordings, audiences, webhook_events, shares_room, governance_room,
    actors_room, programme_room, priorities_room, evaluations_room, privacy_room,
)  # fmt: skip
MEMBERS_IMPORT = studio(
    MEMBERS, Permission.MEMBERS_WRITE, "/membres/import", above=("membership.members", N_("Members"))
)
MOVEMENTS_IMPORT = studio(MOVEMENTS, Permission.SHARES_WRITE, "/parts/import", above=("shares.holdings", N_("Shares")))
BLUEPRINTS = (
    home, sign_in, account, tokens, api.guide_pages, api.calls, statutes, membership, MEMBERS_IMPORT, shares,
    MOVEMENTS_IMPORT, votes, governance, treasury, actors, budget, programme, priorities, evaluations,
    workshops, report, privacy, rights, export, settings, webhooks, wording_pages, notices, outbox, jobs_pages, audit,
)  # fmt: skip


def join_everything(app: Flask) -> None:
    """Rooms, pages, and the menu that pages show."""
    for room in ROOMS:
        room.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(lambda: {"navigation": navigation()})

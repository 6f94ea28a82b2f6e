"""/tirages: lots published before their seed is known, drawn once, and drawn again by whoever wants to."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.web.csv_export import csv_text
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.forms.lots import OrderForm, SeedForm, panel_form
from governance.queries.lots import hat_of, lots, shown_lot
from governance.rules.lots import check_command
from governance.services.lots import announce_order, announce_panel, draw_lot
from governance.views.blueprint import blueprint

SHOWN = 300


@blueprint.get("/tirages")
@requires(Permission.DECISIONS_READ)
def drawings() -> str:
    """Every lot, the latest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    rows, more = lots(page)
    return render_template("governance/drawings.html", rows=rows, page=page, more=more)


@blueprint.route("/tirages/nouveau/membres", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def new_panel() -> ResponseReturnValue:
    """Publish a list of members to draw from."""
    form = panel_form(hat_of(today()).groups)
    if form.validate_on_submit():
        try:
            with transaction():
                made = announce_panel(form.draft(), form.takes, actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused, field="known_on" if refused.code == "lot-seed-past" else None)
        else:
            return _published(made.id)
    return answer(form, "governance/drawing_new.html")


@blueprint.route("/tirages/nouveau/ordre", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def new_order() -> ResponseReturnValue:
    """Publish names whose order will be drawn."""
    form = OrderForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = announce_order(form.draft(), form.names.data.splitlines(), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused, field="known_on" if refused.code == "lot-seed-past" else "names")
        else:
            return _published(made.id)
    return answer(form, "governance/drawing_new.html")


@blueprint.route("/tirages/<int:lot_id>", methods=["GET"])
@requires(Permission.DECISIONS_READ)
def drawing(lot_id: int) -> ResponseReturnValue:
    """A lot: what was published, what came out, how it is drawn again."""
    return _page(lot_id, SeedForm(formdata=None))


@blueprint.post("/tirages/<int:lot_id>")
@requires(Permission.CONSULTATIONS_WRITE)
def draw(lot_id: int) -> ResponseReturnValue:
    """Draw."""
    form = SeedForm()
    if form.validate():
        try:
            with transaction():
                draw_lot(lot_id, form.seed.data, actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused, field="seed")
        else:
            flash(_("The lot is drawn. Anybody may draw it again from this page."), "success")
            return redirect(url_for(".drawing", lot_id=lot_id), 303)
    return _page(lot_id, form)


@blueprint.get("/tirages/<int:lot_id>.csv")
@requires(Permission.DECISIONS_READ)
def drawing_csv(lot_id: int) -> Response:
    """The whole list, in the order of the lot once it is drawn."""
    shown = shown_lot(lot_id, today())
    names = {one.group: one.name for one in shown.quotas}
    if shown.placed:
        header = [_("Group"), _("Rank"), _("In the hat"), "SHA-256", _("Drawn"), _("Name")]
        rows = [
            [
                names[one.ticket.group],
                one.place,
                one.ticket.id,
                one.number,
                one.drawn,
                shown.names.get(one.ticket.id, ""),
            ]
            for one in shown.placed
        ]
    else:
        header, rows = [_("Group"), _("In the hat")], [[names[one.group], one.id] for one in shown.tickets]
    made = Response(csv_text(header, rows), mimetype="text/csv")
    made.headers.set("Content-Disposition", "attachment", filename=f"tirage-{lot_id}.csv")
    return made


def _page(lot_id: int, form: SeedForm) -> ResponseReturnValue:
    shown = shown_lot(lot_id, today())
    command = check_command(shown.placed[0], shown.row.made.seed) if shown.placed and shown.row.made else ""
    return answer(
        form, "governance/drawing.html", lot=shown, command=command, may_draw=shown.row.known_on <= today(), most=SHOWN
    )


def _published(lot_id: int) -> ResponseReturnValue:
    flash(_("The list is published. The lot can be drawn once its seed is known."), "success")
    return redirect(url_for(".drawing", lot_id=lot_id), 303)

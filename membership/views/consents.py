"""/membres/moi/accords: give or withdraw the agreement to notices by e-mail, and read every one given so far."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed, NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.web.errors import refusal_to_flash
from foundation.web.guard import signed_in
from foundation.web.transaction import transaction
from membership.queries.consents import consents_of
from membership.queries.roll import MemberOn, members_represented_by
from membership.rules.consents import CHANNEL_NAMES, EMAIL_NOTICES, LATEST_EMAIL_NOTICES, ConsentChannel, text_of
from membership.services.consent import record_consent
from membership.views.blueprint import blueprint


@blueprint.get("/membres/moi/accords")
@signed_in
def own_consents() -> str:
    """What each member for whom this account acts has agreed to, and when."""
    mine = members_represented_by(current_user.id, today())
    return render_template(
        "membership/consents.html",
        lines=consents_of(mine, today()),
        text=EMAIL_NOTICES[LATEST_EMAIL_NOTICES],
        version=LATEST_EMAIL_NOTICES,
        channels={channel.value: name for channel, name in CHANNEL_NAMES.items()},
        text_of=text_of,
    )


@blueprint.post("/membres/moi/<int:number>/accords")
@signed_in
def say_consent(number: int) -> ResponseReturnValue:
    """Agree, or change one's mind, from today on; the version of the text that was shown is kept with it."""
    member, answer = _mine(number), request.form.get("accord", "")
    if answer not in {"yes", "no"}:
        raise Malformed("no-answer", N_("Answer yes or no."))
    try:
        with transaction():
            record_consent(
                member.member_id,
                today(),
                agreed=answer == "yes",
                actor=current_actor(),
                at=now(),
                channel=ConsentChannel.ONLINE,
                version=LATEST_EMAIL_NOTICES,
            )
    except Refused as refusal:
        refusal_to_flash(refusal)
    else:
        flash(_("Notices will come by e-mail.") if answer == "yes" else _("Notices will come by letter."), "success")
    return redirect(url_for(".own_consents"), 303)


def _mine(number: int) -> MemberOn:
    for one in members_represented_by(current_user.id, today()):
        if one.number == number:
            return one
    raise NotFound("not-mine", N_("This account does not act for that member."))

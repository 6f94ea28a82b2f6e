"""How one joins from a phone: the address to type, and the one that a QR code carries."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from foundation.web.qr_code import qr_code
from governance.models import Assembly
from governance.rules.kinds import AssemblyState


@dataclass(frozen=True)
class Joining:
    """`short` is typed and read aloud, without the protocol; `picture` leads straight to this assembly's voting page."""

    short: str
    picture: Markup


def joining(assembly: Assembly) -> Joining | None:
    """The two ways to the voting page of an assembly that is in session or convened; None once it is closed."""
    if assembly.state in (AssemblyState.DRAFT, AssemblyState.CLOSED):
        return None
    public = current_app.config["PUBLIC_URL"]
    exact = public + url_for("governance.phone", assembly_id=assembly.id)
    short = (public + url_for("governance.vote_now")).split("://", 1)[-1]
    return Joining(short, qr_code(exact, _("QR code of the voting page")))

"""Change the settings: the values, the logo, and the fact in the audit trail."""

from datetime import datetime

import filetype

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.kernel.settings import save_picture, save_settings
from scic.events import Event

PICTURES = ("image/png", "image/jpeg", "image/webp")
LARGEST_LOGO = 500_000


def change_settings(values: dict[str, str | int | bool], logo: bytes, *, actor: Actor, at: datetime) -> list[str]:
    """Store what changed; a logo that is no picture is refused. The names of what changed."""
    if logo:
        keep_logo(logo, at=at)
        values = {**values, "has_logo": True}
    changed = save_settings(values, at=at)
    if logo and "has_logo" not in changed:
        changed = sorted([*changed, "logo"])
    if changed:
        audit.record(Event.SETTINGS_CHANGED, "settings:1", actor=actor, at=at, details={"keys": ", ".join(changed)})
    return changed


def keep_logo(data: bytes, *, at: datetime) -> None:
    """Store the logo if it is a picture that pages can show, by its bytes and not by its name."""
    kind = filetype.guess(data)
    if kind is None or kind.mime not in PICTURES or len(data) > LARGEST_LOGO:
        raise Refused(
            "logo",
            N_("The logo is not a PNG, JPEG or WebP picture of 500 kB at most: choose another file."),
        )
    save_picture("logo", media_type=kind.mime, data=data, at=at)

"""Load the demonstration into an empty database."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.accounts.models import Account
from foundation.kernel.clock import PARIS, now
from foundation.kernel.db import db
from foundation.kernel.settings import save_settings
from foundation.web.transaction import transaction
from scic.demo.assemblies import convene_next_month, hold_last_year, open_tonight
from scic.demo.founding import DEMO_PASSWORD, found, give_roles
from scic.demo.notices import NOTICES

__all__ = ["DEMO_PASSWORD", "demo_logins", "is_empty", "load_demo"]

LOGINS_KEY = "demo_logins"


def is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return db.session.execute(select(Account.id).limit(1)).first() is None


def load_demo(at: datetime | None = None) -> None:
    """Found the cooperative and hold its assemblies around the moment `at` (now without it), in one transaction."""
    moment = at or now()
    day = moment.astimezone(ZoneInfo(PARIS)).date()
    with transaction():
        members = found(day)
        logins = give_roles(members, moment)
        save_settings(
            {
                "name": "Pôle ESS du Pays de Rennes",
                "short_name": "Pôle ESS",
                "email": "bonjour@pole.example",
                "mail_from": "bonjour@pole.example",
                "demo_loaded_on": day.isoformat(),
                "demo_logins": "\n".join(f"{what}|{email}" for what, email in logins),
                **NOTICES,
            },
            at=moment,
        )
        hold_last_year(members, day)
        open_tonight(members, moment)
        convene_next_month(members, moment)


def demo_logins(text: str) -> list[tuple[str, str]]:
    """What each demo login is for, and its e-mail, from the setting that keeps them."""
    return [(what, email) for what, _, email in (line.partition("|") for line in text.splitlines())]

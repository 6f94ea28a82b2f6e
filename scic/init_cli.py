"""`scic init`: start a real cooperative, by questions or by options."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask_migrate import upgrade

from foundation.accounts.permissions import Role
from foundation.accounts.services import create_account, grant_role
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.console import language, tell, with_application
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.kernel.settings import save_settings
from foundation.web.transaction import transaction
from scic.demo.load import is_empty
from scic.events import Event
from scic.settings_services import keep_logo
from statutes.services import adopt


def somebody_answers() -> bool:
    """Whether a person is at the keyboard; a script gives options and is asked nothing more."""
    return sys.stdin.isatty()


class Needed(click.Option):
    """An option that is asked for in the language of `--lang`."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """Ask in that language."""
        self.prompt, question = sentence(ctx.params.get("lang", "fr"), str(self.prompt)), self.prompt
        try:
            return super().prompt_for_value(ctx)
        finally:
            self.prompt = question


class Asked(Needed):
    """An option that is asked of a person, who may leave it empty."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """Ask, or take the default where nobody answers."""
        return super().prompt_for_value(ctx) if somebody_answers() else self.get_default(ctx, call=True)


class AskedOfMailServer(Asked):
    """Asked only where a mail server was named."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """Ask, or take the default where there is no mail server."""
        return super().prompt_for_value(ctx) if ctx.params.get("smtp_host") else self.get_default(ctx, call=True)


class FileOrNothing(click.Path):
    """A file that is there, or an empty answer."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; None for an empty answer."""
        return super().convert(value, param, ctx) if str(value).strip() else None


A_FILE = FileOrNothing(exists=True, dir_okay=False, path_type=Path)


@click.command()
@language
@click.option("--name", cls=Needed, prompt=N_("Name of the cooperative"), help="Name of the cooperative.")
@click.option(
    "--admin-email",
    cls=Needed,
    prompt=N_("E-mail of the first administrator"),
    help="E-mail of the first administrator.",
)
@click.option(
    "--admin-name", cls=Needed, prompt=N_("Name of the first administrator"), help="Name of the first administrator."
)
@click.option(
    "--statutes",
    cls=Asked,
    default="",
    prompt=N_("Statutes file (empty: later)"),
    type=A_FILE,
    help="Statutes file (TOML).",
)
@click.option(
    "--logo", cls=Asked, default="", prompt=N_("Logo file (empty: later)"), type=A_FILE, help="Logo (PNG, JPEG, WebP)."
)
@click.option("--smtp-host", cls=Asked, default="", prompt=N_("Mail server (empty: later)"), help="Mail server.")
@click.option("--smtp-port", cls=AskedOfMailServer, default=587, show_default=True, prompt=N_("Port"), help="Its port.")
@click.option(
    "--smtp-user", cls=AskedOfMailServer, default="", prompt=N_("User name"), help="User name on the mail server."
)
@click.option("--mail-from", cls=AskedOfMailServer, default="", prompt=N_("Sender address"), help="Sender address.")
@with_application
def init(
    *, lang: str, name: str, admin_email: str, admin_name: str, statutes: Path | None, logo: Path | None, **mail: str
) -> None:
    """Create the first administrator, the name, the logo, the statutes and the mail server of a real cooperative."""
    upgrade()
    if not is_empty():
        raise StateMoved(
            "not-empty",
            N_("This database already holds accounts: nothing was changed. Start with an empty database, or sign in."),
        )
    at = now()
    with transaction():
        administrator = create_account(email=admin_email, name=admin_name, actor=SYSTEM, at=at)
        grant_role(administrator, Role.ADMINISTRATOR, actor=SYSTEM, at=at)
        _describe(name, logo, mail, at)
        if statutes is not None:
            adopt(statutes.read_bytes(), SYSTEM, at)
        audit.record(Event.SYSTEM_INITIALISED, "settings:1", actor=SYSTEM, at=at, details={"name": name})
    tell(
        lang, N_("The cooperative is created. Start scic serve and scic worker, then sign in by link with that e-mail.")
    )
    tell(lang, N_("Without a mail server: scic accounts link EMAIL gives a sign-in link."))


def _describe(name: str, logo: Path | None, mail: dict[str, str], at: datetime) -> None:
    settings: dict[str, str | int | bool] = {
        "name": name.strip(),
        **{key: value for key, value in mail.items() if value},
    }
    if logo is not None:
        keep_logo(logo.read_bytes(), at=at)
        settings["has_logo"] = True
    save_settings(settings, at=at)

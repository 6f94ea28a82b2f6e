"""`scic accounts`: create, trust, list, and a sign-in link for when no mail leaves the machine yet."""

import click
from flask import current_app

from foundation.accounts import access, queries, services
from foundation.accounts.models import Account
from foundation.accounts.permissions import GRANTABLE_ROLES, ROLE_NAMES, Role
from foundation.accounts.rules.sign_in import LANGUAGES
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.console import language as console_language
from foundation.kernel.console import tell, with_application
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_, sentence
from foundation.web.transaction import transaction

role_choice = click.Choice([str(role) for role in GRANTABLE_ROLES])


@click.group()
def accounts() -> None:
    """The people who sign in, and their roles."""


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="First and last name.")
@click.option("--language", type=click.Choice(LANGUAGES), default="fr", show_default=True)
@click.option("--role", "roles", type=role_choice, multiple=True, help="A role to grant; may be repeated.")
@console_language
@with_application
def create(email: str, *, name: str, language: str, roles: tuple[str, ...], **_lang: str) -> None:
    """Open an account that signs in by mailed link; its number on standard output."""
    with transaction():
        account = services.create_account(email=email, name=name, language=language, actor=SYSTEM, at=now())
        for role in roles:
            services.grant_role(account, Role(role), actor=SYSTEM, at=now())
        number = account.id
    click.echo(number)


@accounts.command()
@click.argument("email")
@click.argument("role", type=role_choice)
@console_language
@with_application
def grant(email: str, role: str, lang: str) -> None:
    """Trust an account with a role."""
    with transaction():
        granted = services.grant_role(_account(email), Role(role), actor=SYSTEM, at=now())
    tell(lang, N_("The role is granted.") if granted else N_("The account already held this role."))


@accounts.command()
@click.argument("email")
@click.argument("role", type=role_choice)
@console_language
@with_application
def revoke(email: str, role: str, lang: str) -> None:
    """Take a role back."""
    with transaction():
        revoked = services.revoke_role(_account(email), Role(role), actor=SYSTEM, at=now())
    tell(lang, N_("The role is taken back.") if revoked else N_("The account did not hold this role."))


@accounts.command(name="list")
@console_language
@with_application
def list_accounts(lang: str) -> None:
    """All accounts with their roles, one a line, separated by tabs."""
    for account in queries.accounts_with_roles():
        names = ", ".join(sentence(lang, ROLE_NAMES[role]) for role in Role if role in account.roles)
        state = "" if account.is_active else sentence(lang, N_("closed"))
        click.echo("\t".join((str(account.id), account.email, account.name, names, state)).rstrip())


@accounts.command()
@click.argument("email")
@console_language
@with_application
def link(email: str, **_lang: str) -> None:
    """Print a link that signs this account in once, within fifteen minutes. Give it to nobody else."""
    with transaction():
        account = _account(email)
        access.refuse_disabled(account)
        token = access.new_link_token(account, goes_to=None, at=now())
    click.echo(f"{current_app.config['PUBLIC_URL']}/connexion/lien/{token}")


def _account(email: str) -> Account:
    account = queries.account_by_email(email)
    if account is None:
        raise NotFound(
            "no-account-email",
            N_("No account signs in with %(email)s. The command scic accounts list shows them all."),
            email=email,
        )
    return account

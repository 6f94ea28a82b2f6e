"""Load the demonstration into an empty database."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import select

from foundation.accounts.models import Account
from foundation.kernel.clock import day_of, now
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from foundation.kernel.settings import save_settings
from foundation.kernel.statistics import refresh_statistics
from foundation.web.transaction import transaction
from scic.demo.assemblies import convene_next_month, hold_last_year, open_tonight
from scic.demo.candidates import receive_candidates
from scic.demo.consultations import consult_members
from scic.demo.founding import DEMO_PASSWORD, DemoMember, found, give_roles
from scic.demo.notices import NOTICES
from scic.demo.pole_actors import settle_territory, write_directory
from scic.demo.pole_budget import write_budget
from scic.demo.pole_evaluations import evaluate_programme
from scic.demo.pole_priorities import vote_on_priorities
from scic.demo.pole_programme import write_programme
from scic.demo.pole_report import report_last_year
from scic.demo.pole_workshop_evaluation import evaluate_workshop
from scic.demo.pole_workshops import hold_workshops
from scic.demo.requests import ask_for_things
from scic.demo.treasury import fill_treasury
from scic.demo.writing import choose_durations, write_to_everybody

__all__ = ["DATABASE", "DEMO_PASSWORD", "demo_logins", "is_empty", "load_demo"]

LOGINS_KEY = "demo_logins"
DATABASE = N_("Bringing the database up to date…")


def is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return db.session.execute(select(Account.id).limit(1)).first() is None


def load_demo(at: datetime | None = None, *, tell: Callable[[str], None] = lambda _step: None) -> None:
    """Found the cooperative and hold its assemblies around the moment `at` (now without it), in one transaction.

    `tell` hears each step as it begins.
    """
    moment = at or now()
    day = day_of(moment)
    with transaction():
        tell(N_("Demonstration: statutes, people, members, shares and accounts…"))
        members = found(day)
        logins = give_roles(members, moment)
        _sign(day, logins, moment)
        tell(N_("Demonstration: the programme, from viewpoints to actions…"))
        actors = write_directory(members, day)
        actions = write_programme(members, actors, day)
        tell(N_("Demonstration: the territory, its board, its actors and protocols…"))
        settle_territory(members, actors, actions, day)
        tell(N_("Demonstration: last year’s assembly, from the notice to the archived minutes…"))
        hold_last_year(members, day)
        tell(N_("Demonstration: tonight’s assembly, the room is filling…"))
        open_tonight(members, moment)
        tell(N_("Demonstration: candidates at the door…"))
        receive_candidates(day)
        tell(N_("Demonstration: the bank, what was asked, what is owed…"))
        fill_treasury(members, day)
        ask_for_things(members, day)
        choose_durations(day)
        write_to_everybody(members, day)
        tell(N_("Demonstration: next month’s assembly, the notices are leaving…"))
        convene_next_month(members, moment)
        tell(N_("Demonstration: consultations, one still open…"))
        consult_members(members, moment)
        _at_work(members, moment, tell)
        refresh_statistics(db.session.connection())


def _sign(day: date, logins: Sequence[tuple[str, str]], at: datetime) -> None:
    """The cooperative says its name, and the welcome page whom one may be."""
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
        at=at,
    )


def _at_work(members: list[DemoMember], at: datetime, tell: Callable[[str], None]) -> None:
    """What the pole does with its programme: priorities, money, workshops, evaluations."""
    day = day_of(at)
    tell(N_("Demonstration: three votes on priorities, one still open…"))
    vote_on_priorities(members, at)
    tell(N_("Demonstration: the budget over four years, and what came of it…"))
    write_budget(members, day)
    tell(N_("Demonstration: workshops, dialogues and what they made…"))
    workshops = hold_workshops(members, day)
    tell(N_("Demonstration: evaluations of three years, the last one open…"))
    evaluate_programme(members, at)
    evaluate_workshop(members, workshops[0], day)
    tell(N_("Demonstration: the yearly report, which the worker makes…"))
    report_last_year(members, day, at)


def demo_logins(text: str) -> list[tuple[str, str]]:
    """What each demo login is for, and its e-mail, from the setting that keeps them."""
    return [(what, email) for what, _, email in (line.partition("|") for line in text.splitlines())]

"""The lists one may write to: the members table with its filters, and those that other packages declare.

    @audience("impayes", title=N_("Members with unpaid shares"))
    def unpaid(params, on): return [member ids]

A list that is read is a list of member identifiers; who they are, and how they are reached, is read here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.language import current_language
from foundation.web.tables import Table
from membership.listing import EVERYBODY, FORMER, KINDS, members_statement, members_table
from membership.models.members import Member
from membership.presentation import naming_on
from membership.queries.register import register
from membership.queries.roll import MemberOn, read_members

MEMBERS = "membres"
OWN_PARAMS = ("etat", "q", "college", "categorie", "nature")
Reader = Callable[[Mapping[str, str], date], Collection[int]]


@dataclass(frozen=True)
class Audience:
    """A list: its name for people, who is in it, and which parameters of the address choose it."""

    title: str
    members: Reader
    params: tuple[str, ...] = ()


AUDIENCES: dict[str, Audience] = {}


def audience(name: str, *, title: str, params: tuple[str, ...] = ()) -> Callable[[Reader], Reader]:
    """Declare a list; `title` is a marked English sentence, `params` the words of the address it reads."""

    def declare(read: Reader) -> Reader:
        if name in AUDIENCES and AUDIENCES[name].members is not read:
            raise ValueError(f"two lists are called {name}")
        AUDIENCES[name] = Audience(title, read, params)
        return read

    return declare


def title_of(name: str) -> str:
    """The name of a list, an English msgid."""
    if name == MEMBERS:
        return N_("Table of members")
    found = AUDIENCES.get(name)
    return found.title if found else N_("A list")


def params_of(name: str, args: Mapping[str, str]) -> dict[str, str]:
    """What of an address chooses the list, and is kept with it."""
    wanted = OWN_PARAMS if name == MEMBERS else AUDIENCES[name].params if name in AUDIENCES else ()
    return {key: args[key][:200] for key in wanted if args.get(key)}


def words_of_filter(params: Mapping[str, str], on: date) -> str:
    """The filter in words, with the names that categories and colleges have in the statutes of the day."""
    if not params:
        return ""
    naming = naming_on(on)
    words: dict[str, tuple[str, Callable[[str], str]]] = {
        "college": (_("College"), naming.college),
        "categorie": (_("Category"), naming.category),
        "nature": (_("Kind"), lambda value: str(dict(KINDS).get(value, value))),
        "etat": (
            _("Standing"),
            lambda value: {FORMER: _("Former members"), EVERYBODY: _("Present and former")}.get(value, value),
        ),
        "q": (_("Search"), str),
        "assemblee": (_("Assembly"), str),
    }
    colon = "\u00a0: " if current_language() == "fr" else ": "
    return ", ".join(f"{words[key][0]}{colon}{words[key][1](value)}" for key, value in params.items() if key in words)


def members_of(name: str, params: Mapping[str, str], on: date) -> list[MemberOn]:
    """Who is in a list as of a day, in the order of names; a constant number of statements, whatever their number."""
    if name == MEMBERS:
        found = read_members(_table_of_members(params, on), on)
    elif name in AUDIENCES:
        ids = sorted(set(AUDIENCES[name].members(params, on)))
        found = read_members(register(on).everyone.where(Member.id.in_(ids)), on) if ids else []
    else:
        raise NotFound("audience", N_("There is no such list."))
    return sorted(found, key=lambda one: (one.sort_key, one.number))


def _table_of_members(params: Mapping[str, str], on: date) -> Select[Any]:
    """The statement of the table with its filters, as the page of members reads it."""
    statement, chosen = members_statement(on, params.get("etat", ""), params.get("q", ""))
    table: Table = Table(members_table(chosen, naming_on(on), params.get("etat", "")), params)
    return table.narrowed(statement)

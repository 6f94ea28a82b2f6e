"""Statutes for the worked examples of docstrings: the least that a file may say, then the lines an example is about."""

from collections.abc import Callable, Iterator
from typing import Final

from statutes.rules.findings import Finding, Subject
from statutes.rules.parse import parse
from statutes.rules.settled import settle
from statutes.rules.tree import Statutes

LEAST: Final = {
    "format": '"scic-statutes/1"',
    "name": '"La Halle"',
    "effective_on": "2026-01-01",
    "year_end": '"12-31"',
    "shares.nominal_cents": "2000",
    "categories": """[
        {id = "salaries", kind = "employees"}, {id = "usagers", kind = "beneficiaries"},
        {id = "amis", kind = "volunteers"},
    ]""",
}


def saying(*lines: str, form: str = "SAS") -> Statutes:
    """The least statutes of a form, with these lines in place of its own.

    >>> saying('name = "Le Fournil"').name
    'Le Fournil'
    """
    named = {line.partition(" =")[0] for line in lines}
    least = [f"{key} = {value}" for key, value in LEAST.items() if key not in named]
    return parse("\n".join([f'legal_form = "{form}"', *least, *lines]))


def weights(*each: str) -> str:
    """The line that gives each of the three categories a college of its own, of that weight.

    >>> [str(college.weight) for college in saying(weights("1/5", "2/5", "2/5")).colleges]
    ['1/5', '2/5', '2/5']
    """
    tables = (
        f'{{id = "{name}", weight = "{weight}", categories = ["{name}"]}}'
        for name, weight in zip(("salaries", "usagers", "amis"), each, strict=True)
    )
    return f"colleges = [{', '.join(tables)}]"


def judged(check: Callable[[Subject], Iterator[Finding]], *lines: str, form: str = "SAS") -> list[str]:
    """What one check finds in these statutes: rule, severity, place."""
    statutes = saying(*lines, form=form)
    return [f"{one.rule} {one.severity} {one.where}" for one in check(Subject(statutes, settle(statutes)))]


def blocked(check: Callable[[Subject], Iterator[Finding]], *lines: str, form: str = "SAS") -> list[str]:
    """The same, of what prevents adoption alone."""
    return [found for found in judged(check, *lines, form=form) if " blocks " in found]

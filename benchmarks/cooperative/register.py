"""The people of the register: persons, organisations with those who speak for them, and the facts of each membership."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.cooperative import names
from benchmarks.cooperative.ledger import WRITER, recorded
from benchmarks.cooperative.lives import END, Life
from foundation.kernel.sorting import sort_key
from membership.rules.names import PersonName, person_sort_key, search_key

Row = dict[str, Any]
ACCOUNTS = 8  # one person in so many signs in
BOTH = 12  # one delegate in so many speaks for the organisation before too


@dataclass
class People:
    """Rows of the register, one list a table; a delegate is a person who is no member."""

    persons: list[Row] = field(default_factory=list)
    organisations: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    mandates: list[Row] = field(default_factory=list)
    employments: list[Row] = field(default_factory=list)
    accounts: list[Row] = field(default_factory=list)
    accesses: list[Row] = field(default_factory=list)


def people(lives: list[Life]) -> People:
    """Everybody behind the members."""
    found = People()
    for life in lives:
        draw = Random(life.number * 7919)
        if life.is_organisation:
            _organisation(found, life, draw)
        else:
            person = _person(found, draw, born=True)
            found.members.append(
                {"id": life.number, "number": life.number, "person_id": person, "organisation_id": None}
            )
            if life.place.name == "salaries":
                found.employments.append({"person_id": person, "until_on": life.left_on, **_fact(life.admitted_on)})
            if life.number % ACCOUNTS == 0:
                _account(found, person, life.admitted_on)
    return found


def _person(found: People, draw: Random, *, born: bool) -> int:
    number = len(found.persons) + 1
    first, last = names.person_names(draw)
    usage = names.last_name(draw) if draw.random() < 0.05 else ""
    said = PersonName(first, last, "", usage)
    has_mail, has_phone = draw.random() < 0.85, draw.random() < 0.5
    email = f"personne{number}@exemple.fr" if has_mail else ""
    phone = names.phone(number) if has_phone else ""
    found.persons.append(
        {
            "id": number,
            "first_names": first,
            "last_name": last,
            "usage_name": usage,
            "double_key": f"{sort_key(last)} {sort_key(first)}",
            "born_on": date(1940, 1, 1) + timedelta(days=draw.randint(0, 24_000)) if born else None,
            "email": email,
            "phone": phone,
            "post_returned_on": date(2026, 3, 2) if draw.random() < 0.003 else None,
            "sort_key": person_sort_key(said),
            "search_key": search_key(first, last, usage, email, phone, phone.replace("+33", "0")),
            **names.address(draw),
        }
    )
    return number


def _organisation(found: People, life: Life, draw: Random) -> None:
    number = len(found.organisations) + 1
    stock = {"collectivites": names.BODIES, "financeurs": names.FUNDERS}.get(life.place.name, names.WORKS)
    name = f"{draw.choice(stock)} de {names.last_name(draw)}"
    siren = names.siren(number)
    email = f"contact{number}@organisation.exemple.fr" if draw.random() < 0.8 else ""
    found.organisations.append(
        {
            "id": number,
            "name": name,
            "legal_form": life.legal_form,
            "siren": siren,
            "ess_level": draw.choice((0, 0, 1)) if life.place.name == "structures" else None,
            "size": draw.randint(3, 60) if life.place.name == "structures" else None,
            "email": email,
            "sort_key": sort_key(name),
            "search_key": search_key(name, siren, email),
            **names.address(draw),
        }
    )
    found.members.append({"id": life.number, "number": life.number, "person_id": None, "organisation_id": number})
    _mandates(found, number, life, draw)


def _mandates(found: People, organisation: int, life: Life, draw: Random) -> None:
    """Who votes for it, who replaced whom, and at times a deputy; some speak for the organisation before too."""
    again = organisation % BOTH == 0 and found.mandates
    person = found.mandates[-1]["person_id"] if again else _person(found, draw, born=False)
    holders = [("voter", person, life.admitted_on)]
    replaced_on = life.admitted_on + timedelta(days=draw.randint(300, 1500))
    if draw.random() < 0.3 and replaced_on < (life.left_on or END):
        holders.append(("voter", _person(found, draw, born=False), replaced_on))
    if draw.random() < 0.15:
        holders.append(("deputy", _person(found, draw, born=False), life.admitted_on))
    for kind, holder, since in holders:
        found.mandates.append(
            {
                "organisation_id": organisation,
                "person_id": holder,
                "kind": kind,
                "role": "Présidence" if kind == "voter" else "Suppléance",
                **_fact(since),
            }
        )
    if organisation % ACCOUNTS == 0 and not again:
        _account(found, person, life.admitted_on)


def _account(found: People, person: int, since: date) -> None:
    row = found.persons[person - 1]
    number = len(found.accounts) + 1
    found.accounts.append(
        {
            "id": number,
            "email": f"compte{number}@exemple.fr",
            "name": f"{row['first_names']} {row['last_name']}",
            "language": "fr",
            "created_at": recorded(since),
        }
    )
    found.accesses.append(
        {
            "id": number,
            "person_id": person,
            "account_id": number,
            "given": True,
            "recorded_at": recorded(since),
            **WRITER,
        }
    )


def membership_facts(lives: list[Life]) -> Iterator[Row]:
    """Admissions and exits."""
    for life in lives:
        yield {"member_id": life.number, "event": "admitted", **_fact(life.admitted_on)}
        if life.left_on is not None:
            yield {"member_id": life.number, "event": life.left_by, **_fact(life.left_on)}


def place_facts(lives: list[Life], name: str) -> Iterator[Row]:
    """Categories, or colleges, which bear the same names here; some volunteers were hired."""
    for life in lives:
        more = {"rank": 1} if name == "college" else {}
        yield {"member_id": life.number, name: life.place.name, **more, **_fact(life.admitted_on)}
        if life.changed_on is not None:
            yield {"member_id": life.number, name: "salaries", **more, **_fact(life.changed_on)}


def consents(lives: list[Life]) -> Iterator[Row]:
    """Two in three agreed to be convened by e-mail."""
    for life in lives:
        if life.number % 3:
            yield {"member_id": life.number, "agreed": True, **_fact(life.admitted_on)}


def candidates(found: People, count: int) -> tuple[list[Row], list[Row]]:
    """Requests that wait, with what they ask for; their persons join the others."""
    requests: list[Row] = []
    steps: list[Row] = []
    for number in range(1, count + 1):
        draw = Random(-7919 * number)
        received_on = END - timedelta(days=draw.randint(0, 40))
        person = _person(found, draw, born=True)
        requests.append({"id": number, "person_id": person, "channel": "desk", "received_on": received_on})
        terms = {"category": "benevoles", "college": "benevoles", "shares": 2}
        steps.append({"application_id": number, "event": "submitted", **terms, **_fact(received_on)})
    return requests, steps


def _fact(on: date) -> Row:
    """What all dated facts share; the id comes when they are written."""
    return {"effective_on": on, "recorded_at": recorded(on), "decision": f"Conseil du {on:%d/%m/%Y}", **WRITER}

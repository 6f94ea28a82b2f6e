"""The result of a vote as its own paper prints it (templates/documents/resultat-vote.typ), for votes of any method."""

from datetime import date, datetime
from typing import Any

from foundation.kernel.clock import day_of
from foundation.kernel.sentences import written
from foundation.kernel.settings import get_settings, picture
from statutes.queries import version_on
from votes.models import Box, BoxAct, BoxResult
from votes.queries.contest_paper import contest_on_paper, counts_on_paper
from votes.queries.happened import EndedRight, Happened, LateRight, what_happened
from votes.queries.resolution_paper import resolution_on_paper
from votes.queries.results import contest_of_box, denominators
from votes.rules.life import BoxState

ACTS = {
    "extended": "Prolongé",
    "ended": "Terminé à la main",
    "confirmed_small": "Dépouillé malgré le petit nombre de bulletins",
    "recounted": "Bulletins papier recomptés",
    "cancelled": "Annulé avant dépouillement",
    "published": "Résultat publié",
    "contested": "Contesté",
    "settled": "Contestation tranchée",
    "annulled": "Annulé",
    "archived": "Archivé",
}
WAYS = {
    "open": "scrutin public, avec l’accord écrit de chacun de ses membres",
    "merged": "dépouillement réuni à celui d’un autre collège",
    "whole": "scrutin de tous, sans collèges",
    "limited": "secret limité, que chacun de ses membres a accepté",
}
STATE_WORDS = {
    BoxState.HELD: "Résultat non publié",
    BoxState.CONTESTED: "Résultat contesté",
    BoxState.ANNULLED: "Vote annulé\u202f: ce résultat est sans effet",
}


def result_data(box: Box, stored: BoxResult, state: BoxState, *, at: datetime) -> dict[str, Any]:
    """Everything that the paper prints."""
    contest = contest_of_box(box)
    vote = contest_on_paper(box, stored, contest) if contest else resolution_on_paper(box, stored)
    return {
        "cooperative": company_on_paper(day_of(at)),
        "printed_at": at,
        "state": STATE_WORDS.get(state, ""),
        "rehearsal": box.rehearsal,
        "vote": vote,
        "counts": counts_on_paper(denominators(box, stored)),
        "happened": list(happened_on_paper(what_happened(box))),
        "ballots_sha256": stored.ballots_sha256,
        "attachments": [
            {
                "name": f"depouillement-{box.id}.json",
                "content": stored.count_file.encode(),
                "mime": "application/json",
                "description": "Fichier de dépouillement\u202f: il permet de recompter le vote sur toute machine",
            }
        ],
    }


def happened_on_paper(happened: Happened) -> list[str]:
    """What happened to the vote, a sentence each: small groups, late rights, rights taken back, acts."""
    said = [_group(one.college, one.way, one.into, one.reason) for one in happened.groups]
    said += [
        f"Droit ajouté après l’ouverture\u202f: {_who(one)}, {_by(one.made_by, one.made_at)}. Motif\u202f: {one.reason}"
        for one in happened.late
    ]
    said += [
        f"Droit retiré\u202f: {_who(one)}, {_by(one.by, one.at)}. Motif\u202f: {one.reason}" for one in happened.ended
    ]
    return said + [_act(act) for act in happened.acts]


def _group(college: str, way: str, into: str, reason: str) -> str:
    whose = college or "tout le corps électoral"
    merged = f" ({into})" if into else ""
    return f"Trop peu de votants pour le secret, {whose}\u202f: {WAYS[way]}{merged}. {reason}".strip()


def _act(act: BoxAct) -> str:
    reason = f" Motif\u202f: {act.reason}" if act.reason else ""
    return f"{ACTS[act.kind]}, {_by(act.actor_name, act.at)}.{reason}"


def _who(one: LateRight | EndedRight) -> str:
    return f"{one.name} (n° {one.member_number})" + (f", {one.college}" if one.college else "")


def _by(name: str, at: datetime) -> str:
    return f"par {name}, le {written('fr', at)}"


def company_on_paper(on: date) -> dict[str, Any]:
    """The `cooperative` of a document (templates/documents/_charte.typ); its capital is the affair of the share register."""
    settings, version = get_settings(), version_on(on)
    logo = picture("logo") if settings.has_logo else None
    statutes = version.statutes if version else None
    name = statutes.name if statutes else settings.name
    siren = statutes.company.siren if statutes else None
    return {
        "name": name,
        "acronym": settings.short_name if settings.short_name != name else "",
        "legal_form": statutes.legal_form if statutes else "",
        "office": (statutes.company.registered_office if statutes else "") or "",
        "siren": siren and "\u00a0".join((siren[:3], siren[3:6], siren[6:])),
        "registry": (statutes.company.registry if statutes else "") or "",
        "capital": None,
        "capital_on": None,
        "minimum_capital": None,
        "email": settings.email,
        "website": "",
        "colour": settings.brand_colour,
        "logo": logo.data if logo else None,
    }

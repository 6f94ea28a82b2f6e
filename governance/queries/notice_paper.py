"""The notice as its document wants it (templates/documents/_convocation.typ): R225-66, R225-70, R225-81, R223-20."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from foundation.kernel.errors import Refused
from governance.models import AgendaItem, Assembly
from governance.queries.assemblies import first_assembly
from governance.queries.company import company_on_paper
from governance.queries.ruling import Ruling
from governance.rules.ballot_words import plan_on_paper
from governance.rules.kinds import QuestionKind
from governance.rules.notice_words import NoticeWords
from governance.rules.paper_words import (
    NATURES,
    long_day,
    majority_sentence,
    quorum_sentence,
    threshold_words,
    zone_words,
)
from governance.rules.roll import record_date
from membership.queries.roll import MemberOn

FORM_ASKED_DAYS = 6
ON_THE_SPOT = (
    "Présentez-vous à l’accueil pour signer la feuille de présence. Le vote se fait sur votre téléphone ou, à défaut, "
    "auprès du bureau."
)
BY_PROXY = "Remplissez le formulaire joint, ou donnez pouvoir dans votre espace. Si vous venez malgré tout, vous votez vous-même."
BY_POST = (
    "Demandez le formulaire au siège social ou à {contact} au plus tard le {asked}\u202f; rempli, il doit nous parvenir au "
    "plus tard le {due}."
)


def notice_data(assembly: Assembly, ruling: Ruling, words: NoticeWords, *, on: date) -> dict[str, Any]:
    """The notice to all members; `recipient` is added for a letter."""
    words = words.completed(ruling.statutes.legal_form)
    return {
        "cooperative": company_on_paper(ruling, on),
        "recipient": None,
        "written_at_place": "",
        "written_on": on,
        "assembly": assembly_on_paper(assembly)
        | {"check_in_at": _doors(assembly, words), "remote": _remote(assembly, ruling)},
        "convened_by": words.convened_by,
        "decided_on": words.decided_on,
        "agenda": [_point(item, numbers_of(assembly)) for item in assembly.items],
        "resolutions": [_resolution(item, number) for item, number in _resolutions(assembly)],
        "documents": [{"title": line, "where": ""} for line in words.documents],
        "taking_part": _taking_part(assembly, ruling),
        "questions": _questions(assembly, ruling),
        "rules": _rules(ruling),
        "proxy": _proxy(assembly, ruling),
        "signatory": {"name": words.signatory, "capacity": words.capacity},
    }


def recipient(member: MemberOn) -> dict[str, Any]:
    """To whom a letter goes; a body is written to in the name of who represents it."""
    return {
        "name": member.formal_name,
        "lines": member.address.split(", "),
        "greeting": "Madame, Monsieur,",
        "attention": member.representative_name or "",
    }


def assembly_on_paper(assembly: Assembly) -> dict[str, Any]:
    """What every paper says of the assembly itself."""
    first = first_assembly(assembly)
    return {
        "title": assembly.title,
        "nature": NATURES[assembly.assembly_kind],
        "starts_at": assembly.starts_at,
        "zone_words": zone_words(assembly.zone),
        "place": {"name": assembly.place, "lines": []},
        "remote": None,
        "convening": assembly.convening,
        "first_on": first.meets_on if first else None,
        "first_outcome": "",
    }


def numbers_of(assembly: Assembly) -> dict[int, int]:
    """The number of each resolution, by agenda item id: those put to the vote, from 1."""
    asked = [item.id for item in assembly.items if item.question]
    return {item_id: number for number, item_id in enumerate(asked, start=1)}


def _resolutions(assembly: Assembly) -> list[tuple[AgendaItem, int]]:
    numbers = numbers_of(assembly)
    return [(item, numbers[item.id]) for item in assembly.items if item.id in numbers]


def _point(item: AgendaItem, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "number": item.position,
        "title": item.title,
        "detail": "" if item.question else item.text,
        "kind": item.question or "information",
        "resolution": numbers.get(item.id),
    }


def _resolution(item: AgendaItem, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "title": item.title,
        "reasons": "",
        "text": item.text,
        "kind": item.question,
        "supported_by_board": item.supported_by_board,
        "proposed_by": "",
        "ballot": plan_on_paper(item.plan),
    }


def _doors(assembly: Assembly, words: NoticeWords) -> datetime | None:
    if words.doors_at is None:
        return None
    return datetime.combine(assembly.meets_on, words.doors_at, ZoneInfo(assembly.zone))


def _remote(assembly: Assembly, ruling: Ruling) -> dict[str, str] | None:
    if not (assembly.remote_access and ruling.remote_rules().hybrid):
        return None
    how = "Connectez-vous quelques minutes avant l’heure\u202f: votre identité y est vérifiée."
    return {"address": assembly.remote_access, "how": how}


def _taking_part(assembly: Assembly, ruling: Ruling) -> list[dict[str, str]]:
    rules, contact = ruling.remote_rules(), assembly.questions_email
    ways = [{"way": "Sur place", "how": ON_THE_SPOT}]
    if _remote(assembly, ruling):
        there = f"À l’adresse {assembly.remote_access}, après vérification de votre identité."
        ways.append({"way": "À distance", "how": there})
    ways.append({"way": "Par pouvoir", "how": BY_PROXY})
    if rules.postal:
        asked = long_day(assembly.meets_on - timedelta(days=FORM_ASKED_DAYS))
        due = long_day(assembly.meets_on - timedelta(days=rules.postal_cutoff_days or 0))
        ways.append({"way": "Par correspondance", "how": BY_POST.format(contact=contact, asked=asked, due=due)})
    return ways


def _questions(assembly: Assembly, ruling: Ruling) -> dict[str, Any] | None:
    if not assembly.questions_email:
        return None
    days = ruling.remote_rules().written_questions_business_days
    return {"email": assembly.questions_email, "until": record_date(assembly.meets_on, days) if days else None}


def _rules(ruling: Ruling) -> dict[str, str]:
    written = {f"{what}_{kind.value}": "" for kind in QuestionKind for what in ("quorum", "majority")}
    for kind in ruling.kinds:
        terms = ruling.quorum_terms(kind)
        written[f"quorum_{kind.value}"] = quorum_sentence(kind.value, terms.required, terms.basis, terms.source)
        written[f"majority_{kind.value}"] = _majority(ruling, kind)
    return written


def _majority(ruling: Ruling, kind: QuestionKind) -> str:
    """Empty where the statutes leave a policy of the count unsaid: that blocks the vote (rule 8), not its notice."""
    try:
        voting = ruling.voting_rules(kind)
    except Refused:
        return ""
    majority = threshold_words(voting.majority.value, strict=voting.majority.strict)
    source = ruling.assembly_rules(kind).source("majority")
    return majority_sentence(kind.value, majority, voting.base, weighted=bool(voting.colleges), source=source)


def _proxy(assembly: Assembly, ruling: Ruling) -> dict[str, Any]:
    terms = ruling.proxy_terms()
    reply = f" ou à {assembly.questions_email}" if assembly.questions_email else ""
    return {
        "holders": terms.holders,
        "max_per_holder": terms.max_per_holder,
        "same_college": terms.same_college,
        "blank": terms.blank,
        "until": None,
        "return_to": f"au siège social{reply}",
        "statutes_article": "",
    }

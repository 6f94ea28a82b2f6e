"""Sample minutes: the contracts of templates/documents/proces-verbal.typ, decision.typ and _resultat.typ."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from foundation.documents.rules.charts import Outcome, vote_bar
from tests.factories.documents import cooperative, resolutions


def _line(name: str, weight: str | None, present: tuple[int, int, int, int], entitled: int) -> dict[str, Any]:
    """Present, represented, remote, postal of a college."""
    names = ("present", "represented", "remote", "postal")
    return {"name": name, "weight": Fraction(weight) if weight else None, "entitled": entitled} | dict(
        zip(names, present, strict=True)
    )


def _total(lines: list[dict[str, Any]], names: tuple[str, ...]) -> dict[str, int]:
    return {name: sum(line[name] for line in lines) for name in names}


TAKING_PART = ("entitled", "present", "represented", "remote", "postal")
BALLOTS = ("for", "against", "abstain", "blank", "null")


def colleges() -> list[dict[str, Any]]:
    """Three colleges as they take part."""
    return [
        _line("Usagers et bénéficiaires", "1/2", (4, 1, 0, 0), 12),
        _line("Producteurs et structures partenaires", "3/10", (22, 6, 1, 2), 48),
        _line("Salariés", "1/5", (4, 0, 1, 0), 5),
    ]


def resolution(**changes: Any) -> dict[str, Any]:
    """Example E1: weighted 3/5 for, the opposite of the head count; adopted by an ordinary majority."""
    votes = ((4, 1, 0, 0, 0), (10, 20, 1, 0, 0), (2, 2, 0, 1, 0))
    carried = (("2/5", "1/10"), ("1/10", "1/5"), ("1/10", "1/10"))
    lines = [
        line
        | dict(zip(BALLOTS, vote, strict=True))
        | {"state": "expressed", "carried_for": Fraction(pair[0]), "carried_against": Fraction(pair[1])}
        for line, vote, pair in zip(colleges(), votes, carried, strict=True)
    ]
    outcome = Outcome(Fraction(3, 5), Fraction(2, 5), Fraction(1), Fraction(1, 2), "majorité : plus de 1/2")
    return {
        "number": 1,
        "title": "Approbation des comptes de l’exercice 2025",
        "text": resolutions()[0]["text"],
        "kind": "ordinary",
        "decision_number": "2026-01",
        "ballot": "open",
        "opened_at": datetime(2026, 6, 12, 17, 2, tzinfo=UTC),
        "closed_at": datetime(2026, 6, 12, 17, 9, tzinfo=UTC),
        "colleges": lines,
        "heads": _total(lines, TAKING_PART + BALLOTS),
        "outcome": {"for": Fraction(3, 5), "against": Fraction(2, 5), "base": Fraction(1), "ratio": Fraction(3, 5)},
        "threshold": {
            "words": "plus de la moitié",
            "value": Fraction(1, 2),
            "strict": True,
            "source": "article 21 des statuts",
        },
        "rule": {
            "carry": "proportional",
            "block_threshold": None,
            "college_tie": None,
            "empty_college": "proportional",
            "silent_college": "void",
            "base": "expressed",
            "abstention": "excluded",
            "source": "article 21 des statuts",
        },
        "applied": [],
        "reasons": ["Par tête, 16 voix pour et 23 contre : la pondération par collège renverse le résultat par tête."],
        "adopted": True,
        "chart": vote_bar("Résultat pondéré de la résolution 1", outcome),
        "note": "",
    } | changes


def rejected_resolution() -> dict[str, Any]:
    """A vote without colleges, rejected on a tie, one college silent nowhere: one member, one vote."""
    outcome = Outcome(Fraction(12), Fraction(12), Fraction(24), Fraction(1, 2), "majorité : plus de 1/2")
    heads = {
        "entitled": 65,
        "present": 30,
        "represented": 7,
        "remote": 2,
        "postal": 2,
        "for": 12,
        "against": 12,
        "abstain": 15,
        "blank": 1,
        "null": 1,
    }
    return resolution(
        number=2,
        title="Ouverture du tiers-lieu le samedi",
        text=resolutions()[1]["text"],
        decision_number="2026-02",
        colleges=[],
        heads=heads,
        adopted=False,
        ballot="secret",
        outcome={"for": Fraction(12), "against": Fraction(12), "base": Fraction(24), "ratio": Fraction(1, 2)},
        reasons=["Le partage des voix vaut rejet."],
        chart=vote_bar("Résultat de la résolution 2", outcome),
    )


def minutes(**changes: Any) -> dict[str, Any]:
    """Complete minutes of an ordinary assembly with colleges."""
    lines = colleges()
    return {
        "cooperative": cooperative(),
        "number": "12",
        "draft": False,
        "assembly": {
            "title": "Assemblée générale ordinaire annuelle",
            "nature": "l’assemblée générale ordinaire annuelle",
            "starts_at": datetime(2026, 6, 12, 16, 30, tzinfo=UTC),
            "opened_at": datetime(2026, 6, 12, 16, 41, tzinfo=UTC),
            "closed_at": datetime(2026, 6, 12, 18, 55, tzinfo=UTC),
            "zone_words": "heure de Paris",
            "place": {"name": "salle des Moulins", "lines": ["4, allée des Moulins", "35590 Clayes-sur-Vilaine"]},
            "remote": {"address": "visio.troisrivieres.example", "how": "identification par code personnel"},
            "convening": 1,
            "first_on": None,
            "first_outcome": "",
        },
        "notice": {
            "by": "le conseil d’administration",
            "decided_on": date(2026, 5, 6),
            "sent_on": date(2026, 5, 20),
            "channels": [{"label": "courriel", "count": 61}, {"label": "lettre", "count": 4}],
            "days": 22,
            "source": "au moins 15 jours, article R. 225-69 du code de commerce",
            "remarks": "",
        },
        "officers": [
            {"role": "Présidente", "name": "Maëlys Kervadec", "capacity": "présidente du conseil d’administration"},
            {"role": "Scrutateur", "name": "Yann Le Guirriec", "capacity": "associé acceptant cette fonction"},
            {"role": "Scrutatrice", "name": "Inès Oubrahim", "capacity": "associée acceptant cette fonction"},
            {"role": "Secrétaire", "name": "Odile Pengam", "capacity": "salariée, désignée par le bureau"},
        ],
        "attending": [{"name": "Cabinet Arvor Audit", "capacity": "commissaire aux comptes"}],
        "attendance": {
            "record_on": date(2026, 6, 12),
            "colleges": lines,
            "total": _total(lines, TAKING_PART),
            "shares_total": 2431,
            "shares_present": 1720,
        },
        "quorums": [
            {
                "label": "délibérations ordinaires",
                "met": True,
                "basis": "members",
                "required": Fraction(1, 5),
                "reached": Fraction(41, 65),
                "count": 41,
                "of": 65,
                "source": "article L. 225-98 du code de commerce, première convocation",
                "colleges": [],
            },
        ],
        "agenda": [
            {"number": 1, "title": "Rapport de gestion et projet coopératif"},
            {"number": 2, "title": "Approbation des comptes de l’exercice 2025"},
            {"number": 3, "title": "Ouverture du tiers-lieu le samedi"},
        ],
        "documents": [
            {"title": "Feuille de présence, pouvoirs et formulaires de vote par correspondance", "where": ""},
            {"title": "Rapport de gestion et comptes annuels 2025", "where": "mis à disposition le 20 mai 2026"},
            {"title": "Texte des projets de résolution", "where": "joint à la convocation"},
        ],
        "statutes": {"words": "statuts en vigueur depuis le 1er janvier 2026", "source": "AGE du 12 décembre 2025"},
        "items": [
            {
                "number": 1,
                "title": "Rapport de gestion et projet coopératif",
                "resolution": None,
                "debate": "La présidente présente le rapport de gestion. Plusieurs associés demandent le détail des "
                "nouvelles activités ; il leur est répondu que trois ateliers ont été ouverts.\n\nLe commissaire aux "
                "comptes donne lecture de son rapport.",
            },
            {
                "number": 2,
                "title": "Approbation des comptes de l’exercice 2025",
                "debate": "Personne ne demande la parole.",
                "resolution": resolution(),
            },
            {
                "number": 3,
                "title": "Ouverture du tiers-lieu le samedi",
                "debate": "",
                "resolution": rejected_resolution(),
            },
        ],
        "questions": [
            {
                "author": "Solène Quéméner-Abiven",
                "question": "Le tiers-lieu sera-t-il accessible aux fauteuils ?",
                "answer": "Oui : les travaux de la rampe s’achèvent en juillet.",
            },
        ],
        "events": [
            {
                "at": datetime(2026, 6, 12, 17, 12, tzinfo=UTC),
                "text": "Départ de deux associés ; 39 associés prennent part aux votes suivants.",
            },
        ],
        "incidents": [
            {
                "at": datetime(2026, 6, 12, 17, 0, tzinfo=UTC),
                "text": "Coupure du son à distance pendant deux minutes ; "
                "le vote n’a été ouvert qu’après le rétablissement.",
            },
        ],
        "remote_held": True,
        "next_steps": "",
        "annexes": [{"title": "Feuille de présence", "detail": "certifiée par le bureau"}],
        "attachments": [
            {
                "name": "depouillement-1.json",
                "content": b'{"format": "scic-count/1"}',
                "mime": "application/json",
                "description": "Dépouillement de la résolution n° 1",
            },
        ],
        "signatures": [
            {"role": "La présidente", "name": "Maëlys Kervadec"},
            {"role": "Le scrutateur", "name": "Yann Le Guirriec"},
            {"role": "La scrutatrice", "name": "Inès Oubrahim"},
            {"role": "La secrétaire", "name": "Odile Pengam"},
        ],
        "signed_words": "Fait à Clayes-sur-Vilaine, le 15 juin 2026.",
    } | changes


def failed_minutes() -> dict[str, Any]:
    """Minutes of an assembly that could not deliberate (R225-107)."""
    return minutes(
        number="13",
        quorums=[
            {
                "label": "délibérations extraordinaires",
                "met": False,
                "basis": "weighted_by_college",
                "required": Fraction(1, 4),
                "reached": Fraction(7, 60),
                "count": None,
                "of": None,
                "source": "article 20 des statuts, première convocation",
                "colleges": [{"name": "Salariés", "reached": Fraction(1, 3), "met": True}],
            },
        ],
        items=[],
        questions=[],
        events=[],
        incidents=[],
        remote_held=False,
        attachments=[],
        next_steps="Une seconde assemblée est convoquée sur le même ordre du jour pour le 3 juillet 2026.",
    )


def decision(**changes: Any) -> dict[str, Any]:
    """A certified extract."""
    return {
        "cooperative": cooperative(),
        "number": "2026-01",
        "excerpt_on": date(2026, 6, 16),
        "minutes": {
            "number": "12",
            "held_on": date(2026, 6, 12),
            "nature": "l’assemblée générale ordinaire annuelle",
            "place_words": "Clayes-sur-Vilaine",
            "quorum_words": "Le quorum requis (1/5 des associés) était atteint : 41 associés sur 65.",
        },
        "title": resolution()["title"],
        "question_number": 1,
        "resolution": resolution(),
        "contests": [],
        "certified": {"words": "La présidente du conseil d’administration", "name": "Maëlys Kervadec"},
        "signed_words": "",
    } | changes

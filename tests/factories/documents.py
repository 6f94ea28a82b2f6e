"""Sample data of every document: the contracts that the callers of foundation/documents fill.

Each key is described at the head of its template (templates/documents/*.typ). People and companies are invented.
"""

from datetime import UTC, date, datetime
from typing import Any

from foundation.kernel.money import Money

AT = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)


def cooperative(**changes: Any) -> dict[str, Any]:
    """What is said of the company on each document (L231-2, R225-66)."""
    return {
        "name": "Pôle des Trois Rivières",
        "acronym": "P3R",
        "legal_form": "SA",
        "office": "4, allée des Moulins, 35590 Clayes-sur-Vilaine",
        "siren": "812 345 672",
        "registry": "Rennes",
        "capital": Money(4_862_000),
        "capital_on": date(2025, 12, 31),
        "minimum_capital": Money(1_850_000),
        "email": "bonjour@troisrivieres.example",
        "website": "troisrivieres.example",
        "colour": None,
        "logo": None,
    } | changes


def resolutions() -> list[dict[str, Any]]:
    """Two draft resolutions, one of them not supported by the board."""
    return [
        {
            "number": 1,
            "title": "Approbation des comptes de l’exercice 2025",
            "kind": "ordinary",
            "supported_by_board": True,
            "proposed_by": "",
            "reasons": "Les comptes ont été arrêtés le 2 avril 2026 et contrôlés par le commissaire aux comptes.",
            "text": "L’assemblée générale, après avoir entendu la lecture du rapport de gestion et du rapport du "
            "commissaire aux comptes, approuve les comptes de l’exercice clos le 31 décembre 2025, qui font "
            "apparaître un excédent net de 48 320,00 €.\n\nElle donne quitus aux administrateurs.",
        },
        {
            "number": 2,
            "title": "Ouverture du tiers-lieu le samedi",
            "kind": "ordinary",
            "supported_by_board": False,
            "proposed_by": "douze associés représentant plus de 5 % des droits de vote",
            "reasons": "",
            "text": "L’assemblée générale demande que le tiers-lieu soit ouvert le samedi de 9 h à 17 h.",
        },
    ]


def convocation(**changes: Any) -> dict[str, Any]:
    """A notice to one member, first convening, SA with colleges."""
    return {
        "cooperative": cooperative(),
        "recipient": {
            "name": "Madame Solène Quéméner-Abiven",
            "lines": ["12, rue des Lavoirs", "35590 Clayes-sur-Vilaine"],
            "greeting": "Madame,",
        },
        "written_at_place": "Clayes-sur-Vilaine",
        "written_on": date(2026, 5, 20),
        "assembly": {
            "title": "Assemblée générale ordinaire annuelle",
            "nature": "l’assemblée générale ordinaire annuelle",
            "starts_at": datetime(2026, 6, 12, 16, 30, tzinfo=UTC),
            "check_in_at": datetime(2026, 6, 12, 16, 0, tzinfo=UTC),
            "zone_words": "heure de Paris",
            "place": {"name": "Salle des Moulins", "lines": ["4, allée des Moulins", "35590 Clayes-sur-Vilaine"]},
            "remote": None,
            "convening": 1,
            "first_on": None,
            "first_outcome": "",
        },
        "convened_by": "le conseil d’administration",
        "decided_on": date(2026, 5, 6),
        "agenda": [
            {"number": 1, "title": "Rapport de gestion et projet coopératif", "detail": "Présentation et échanges.",
             "kind": "information", "resolution": None},
            {"number": 2, "title": "Approbation des comptes de l’exercice 2025", "detail": "", "kind": "ordinary",
             "resolution": 1},
            {"number": 3, "title": "Ouverture du tiers-lieu le samedi", "detail": "", "kind": "ordinary",
             "resolution": 2},
        ],
        "resolutions": resolutions(),
        "documents": [
            {"title": "Rapport de gestion et comptes annuels 2025", "where": "au siège social et dans votre espace"},
            {"title": "Rapport du commissaire aux comptes", "where": "au siège social et dans votre espace"},
        ],
        "taking_part": [
            {"way": "Sur place", "how": "Présentez-vous à l’accueil dès 18 h 00 pour signer la feuille de présence."},
            {"way": "Par pouvoir", "how": "Remplissez le formulaire joint, ou donnez pouvoir dans votre espace jusqu’au "
             "11 juin 2026 à 15 h 00."},
            {"way": "Par correspondance", "how": "Demandez le formulaire à bonjour@troisrivieres.example au plus tard "
             "le 6 juin 2026 ; il doit nous parvenir le 9 juin 2026."},
        ],
        "questions": {"email": "questions@troisrivieres.example", "until": date(2026, 6, 8)},
        "rules": {
            "quorum_ordinary": "À titre ordinaire, l’assemblée délibère valablement si un cinquième des associés est "
            "présent, représenté ou vote à distance (article L. 225-98 du code de commerce).",
            "majority_ordinary": "Une résolution ordinaire est adoptée à plus de la moitié des voix exprimées, pondérées "
            "par collège (article 21 des statuts).",
            "quorum_extraordinary": "",
            "majority_extraordinary": "",
        },
        "proxy": {
            "holders": "members_and_spouses",
            "max_per_holder": 2,
            "same_college": False,
            "blank": "chair",
            "until": datetime(2026, 6, 11, 13, 0, tzinfo=UTC),
            "return_to": "au siège social ou à bonjour@troisrivieres.example",
            "statutes_article": "article 22",
        },
        "signatory": {"name": "Maëlys Kervadec", "capacity": "La présidente du conseil d’administration"},
    } | changes

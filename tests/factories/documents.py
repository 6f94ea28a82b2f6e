"""Sample data of documents: the contracts that the callers of foundation/documents fill (minutes: minutes.py).

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
            {
                "number": 1,
                "title": "Rapport de gestion et projet coopératif",
                "detail": "Présentation et échanges.",
                "kind": "information",
                "resolution": None,
            },
            {
                "number": 2,
                "title": "Approbation des comptes de l’exercice 2025",
                "detail": "",
                "kind": "ordinary",
                "resolution": 1,
            },
            {
                "number": 3,
                "title": "Ouverture du tiers-lieu le samedi",
                "detail": "",
                "kind": "ordinary",
                "resolution": 2,
            },
        ],
        "resolutions": resolutions(),
        "documents": [
            {"title": "Rapport de gestion et comptes annuels 2025", "where": "au siège social et dans votre espace"},
            {"title": "Rapport du commissaire aux comptes", "where": "au siège social et dans votre espace"},
        ],
        "taking_part": [
            {"way": "Sur place", "how": "Présentez-vous à l’accueil dès 18 h 00 pour signer la feuille de présence."},
            {
                "way": "Par pouvoir",
                "how": "Remplissez le formulaire joint, ou donnez pouvoir dans votre espace jusqu’au "
                "11 juin 2026 à 15 h 00.",
            },
            {
                "way": "Par correspondance",
                "how": "Demandez le formulaire à bonjour@troisrivieres.example au plus tard "
                "le 6 juin 2026 ; il doit nous parvenir le 9 juin 2026.",
            },
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


FIRST_NAMES = ("Aziliz", "Bastien", "Chadia", "Denez", "Élouan", "Fanch", "Gaïd", "Hortense", "Inès", "Jord")
LAST_NAMES = ("Le Bozec", "Tanguy-Rault", "Oubrahim", "Kermarrec", "Pérennès", "Dubreuil", "Nguyen", "Œuvrard")
COLLEGES = ("Usagers et bénéficiaires", "Producteurs et structures partenaires", "Salariés")
MODES = ("present", "represented", "remote", "postal", "absent")


def sheet_row(number: int) -> dict[str, Any]:
    """One line of an attendance sheet; the mode follows the number."""
    mode = MODES[number % 5]
    present = mode in ("present", "remote")
    return {
        "number": number,
        "name": LAST_NAMES[number % 8],
        "usual_first_name": FIRST_NAMES[number % 10],
        "address": f"{number}, rue des Lavoirs, 35590 Clayes-sur-Vilaine",
        "college": COLLEGES[number % 3],
        "shares": 1 + number % 40,
        "votes": 1,
        "mode": mode,
        "representative": "",
        "holder": "Maëlys Kervadec" if mode == "represented" else "",
        "arrived_at": datetime(2026, 6, 12, 16, number % 60, tzinfo=UTC) if present else None,
        "left_at": datetime(2026, 6, 12, 18, 10, tzinfo=UTC) if number % 17 == 0 and present else None,
        "signed": "Pointé à l’accueil le 12 juin 2026 à 18 h 02" if mode == "present" and number % 2 else "",
    }


def attendance_sheet(count: int = 24, **changes: Any) -> dict[str, Any]:
    """An attendance sheet of so many members."""
    rows = [sheet_row(number) for number in range(1, count + 1)]
    names = {"present": 0, "represented": 0, "remote": 0, "postal": 0, "absent": 0}
    totals = names | {mode: sum(row["mode"] == mode for row in rows) for mode in names}
    return {
        "cooperative": cooperative(),
        "assembly": convocation()["assembly"],
        "rows": rows,
        "totals": totals | {"entitled": count, "shares": sum(row["shares"] for row in rows), "votes": count},
        "colleges": [],
        "blank": False,
        "annexes": {"proxies": totals["represented"], "postal_forms": totals["postal"], "electronic": True},
        "officers": [
            {"role": "La présidente", "name": "Maëlys Kervadec"},
            {"role": "Le scrutateur", "name": "Yann Le Guirriec"},
            {"role": "La secrétaire", "name": "Odile Pengam"},
        ],
        "signed_words": "Fait à Clayes-sur-Vilaine, le 12 juin 2026.",
    } | changes

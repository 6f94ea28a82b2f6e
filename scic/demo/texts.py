"""The words of the demonstration: its statutes, and what its three assemblies deliberate on."""

from datetime import date
from importlib.resources import files

from governance.services.assemblies import ItemDraft


def pole_statutes(first_day: date) -> str:
    """The example statutes of the pole, in force from `first_day`."""
    text = (files("statutes") / "examples" / "pole.toml").read_text(encoding="utf-8")
    lines = [
        f"effective_on = {first_day.isoformat()}"
        if line.startswith("effective_on")
        else f'adopted_by = "Assemblée générale constitutive du 12 décembre {first_day.year - 1}"'
        if line.startswith("adopted_by")
        else line
        for line in text.splitlines()
    ]
    return "\n".join(lines) + "\n"


def last_year_items(year: int) -> tuple[ItemDraft, ...]:
    """The annual assembly on the accounts of `year`."""
    return (
        ItemDraft(
            "Rapport moral et projet coopératif", "Présentation du rapport du conseil et échanges avec la salle."
        ),
        ItemDraft(
            f"Approbation des comptes {year}",
            f"L’assemblée générale, après lecture du rapport de gestion, approuve les comptes de l’exercice clos le "
            f"31 décembre {year}, qui font apparaître un excédent net de 12 480,00 €.",
            "ordinary",
        ),
        ItemDraft(
            "Affectation de l’excédent",
            "L’assemblée générale décide d’affecter l’excédent net de 12 480,00 € ainsi : 1 872,00 € à la réserve "
            "légale, et le solde, soit 10 608,00 €, à la réserve statutaire. Aucun intérêt n’est versé aux parts.",
            "ordinary",
        ),
        ItemDraft(
            "Ouverture d’un lieu d’accueil dans le quartier nord",
            "L’assemblée générale approuve l’ouverture d’un lieu d’accueil des porteurs de projets dans le quartier "
            "nord, dans la limite d’un loyer annuel de 9 600,00 €.",
            "ordinary",
            supported_by_board=False,
        ),
    )


def tonight_items() -> tuple[ItemDraft, ...]:
    """Tonight: an ordinary assembly of any season, on the programme."""
    return (
        ItemDraft(
            "Où en est le programme d’actions", "Point d’étape sur les ateliers saisonniers et les concertations."
        ),
        ItemDraft(
            "Priorités du programme pour l’an prochain",
            "L’assemblée générale retient comme priorités : le financement des structures existantes, la mutualisation "
            "d’emplois et de locaux, et le renouvellement du bénévolat.",
            "ordinary",
        ),
        ItemDraft(
            "Mutualisation d’un poste de comptable",
            "L’assemblée générale décide de créer, avec le groupement d’employeurs, un poste partagé de comptable à "
            "mi-temps, financé à parts égales par les structures utilisatrices, pour une durée d’un an renouvelable.",
            "ordinary",
            replaceable=True,
        ),
        ItemDraft(
            "Fonds d’avance de trésorerie",
            "L’assemblée générale donne mandat au conseil coopératif pour négocier avec les financeurs un fonds "
            "d’avance de trésorerie de 40 000,00 €, réservé aux structures associées.",
            "ordinary",
        ),
        ItemDraft(
            "Adhésion à la charte des pôles voisins",
            "L’assemblée générale demande l’adhésion de la coopérative à la charte commune des pôles voisins.",
            "ordinary",
            supported_by_board=False,
        ),
        ItemDraft("Questions diverses", "Questions écrites reçues et échanges libres, sans vote."),
    )


def next_month_items() -> tuple[ItemDraft, ...]:
    """Next month: a mixed assembly, to change the statutes."""
    return (
        ItemDraft(
            "Modification du poids des collèges",
            "L’assemblée générale extraordinaire décide de modifier les statuts : le collège des structures pèse 35/100 "
            "des droits de vote, celui des bénévoles 20/100, les autres étant inchangés.",
            "extraordinary",
        ),
        ItemDraft(
            "Plafond de remboursement des frais des membres du conseil",
            "L’assemblée générale fixe à 2 000,00 € le plafond annuel des frais remboursés aux membres du conseil.",
            "ordinary",
        ),
        ItemDraft("Échange sur le budget des quatre ans à venir", "Discussion sans vote."),
    )

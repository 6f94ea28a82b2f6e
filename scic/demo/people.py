"""Who is in the demonstration: invented names, in five colleges. No SIREN begins with 0: these belong to nobody."""

from dataclasses import dataclass
from typing import Any

from stdnum import luhn

FIRST_NAMES = (
    "Aziliz", "Bastien", "Chadia", "Denez", "Élouan", "Fanny", "Gaëlle", "Hortense", "Inès", "Joël",
    "Katell", "Loïc", "Maëlys", "Nolwenn", "Odile", "Paol", "Quentin", "Rozenn", "Samir", "Tifenn",
    "Ursule", "Vefa", "William", "Youna", "Zacharie", "Annaïg", "Brendan", "Clémence", "Dorian", "Enora",
    "Fañch", "Gwendal", "Hana", "Ismaël", "Jeannette", "Kilian", "Lénaïg", "Morgane", "Naïg", "Olivier",
    "Perrine", "Ronan", "Solène", "Tugdual", "Urbain", "Violette", "Yann", "Zélie", "Armelle", "Bleuenn",
    "Corentin", "Diwan", "Erell", "Flora", "Gurvan", "Héloïse", "Iffig", "Judith", "Koulm", "Laouen", "Mona",
)  # fmt: skip
LAST_NAMES = (
    "Abjean-Rault", "Bodévan", "Cozannec", "Daoulaz-Petit", "Évrardeau", "Floc’hlay", "Guéridel", "Houarnec",
    "Izacard", "Jaouenet", "Kerbrezel", "Laudrenic", "Morvanec", "Nédélour", "Ollivraud", "Pennéguer",
    "Quéméneur-Lys", "Riouallic", "Sévenan", "Trégoulay", "Urvoazel", "Vaillandec", "Le Wenn", "Yaouancq-Dor",
    "Zamouri", "Arzelaud", "Brélivannec", "Corrignan", "Dréanoret", "Estéveny", "Fégeanic", "Goasdouff",
    "Hervéou", "Iroisey", "Jézégou-Mahaut", "Kerlidou", "Le Bozelec", "Mével-Aubin", "Niobéan", "Omnésic",
    "Péronnaud", "Quiniouet", "Rolandeau", "Salaünic", "Tanguydec", "Ullmanec", "Valéradec", "Le Yondre",
    "Zérarouet", "Andrieunec", "Bescondéau", "Cadioudal", "Derriennaud", "Éliésic", "Fustéc-Roy", "Gallouédal",
    "Hélaouet", "Inizandec", "Jégouzel", "Kermadour", "Lannuzélec",
)  # fmt: skip


@dataclass(frozen=True)
class DemoOrganisation:
    """A member organisation: its shares, and the seniority in years of its membership (0: this year)."""

    name: str
    legal_form: str
    category: str
    shares: int
    ess_level: int | None = None
    years: int = 2

    @property
    def size(self) -> int | None:
        """Members of a structure, as many as make its shares the least that the statutes ask of it."""
        if self.category != "structures":
            return None
        return {5: 8, 10: 40}.get(self.shares, 10 * self.shares - 70)


ORGANISATIONS: tuple[DemoOrganisation, ...] = (
    *(
        DemoOrganisation(name, form, "structures", shares, level, years)
        for name, form, shares, level, years in (
            ("Ressourcerie La Seconde Mèche", "association", 15, 0, 2),
            ("Les Jardins de l’Écluse", "association", 10, 0, 2),
            ("Scop Bois d’Antan", "scop", 20, 0, 2),
            ("Épicerie solidaire Le Panier Rond", "association", 5, 0, 2),
            ("Compagnie du Théâtre des Talus", "association", 5, 0, 2),
            ("Habitat groupé des Trois Portes", "cooperative", 25, 0, 2),
            ("Vélo-atelier La Chaîne libre", "association", 5, 0, 2),
            ("Crèche parentale Les Petits Sabots", "association", 10, 0, 2),
            ("Coopérative d’activités Tisserands", "cae", 30, 1, 2),
            ("Régie de quartier du Canal bleu", "association", 20, 0, 2),
            ("Radio associative Fréquence Lande", "association", 5, 0, 2),
            ("Brasserie coopérative L’Orge folle", "scop", 15, 0, 2),
            ("Maison des aidants L’Escale", "association", 10, 0, 2),
            ("Café-librairie Le Marque-page", "association", 5, 0, 2),
            ("Groupement d’employeurs Partage 35", "association", 20, 1, 2),
            ("Fédération des chantiers d’insertion de l’Ouest imaginé", "association", 40, 1, 2),
            ("Union des associations de quartier", "association", 25, 1, 2),
            ("Réseau des ateliers partagés", "association", 20, 1, 2),
            ("Chambre de l’économie solidaire (tête de réseau)", "association", 60, 2, 2),
            ("Coordination associative du pays (tête de réseau)", "association", 60, 2, 2),
            ("Conserverie La Gousse d’ail", "scop", 15, 0, 1),
            ("Tiers-lieu La Verrière", "scic", 25, 0, 1),
            ("Auto-école sociale En Route", "association", 10, 0, 1),
            ("École de cirque Au Fil", "association", 5, 0, 1),
            ("Menuiserie d’insertion Le Copeau", "association", 15, 0, 1),
            ("Laverie coopérative La Bulle", "scop", 10, 0, 1),
            ("Transport solidaire Pays en lien", "association", 10, 0, 1),
            ("Recyclerie textile Fil à fil", "association", 10, 0, 1),
            ("Ludothèque Le Dé pipé", "association", 5, 0, 0),
            ("Ferme urbaine Les Planches", "association", 10, 0, 0),
            ("Monnaie locale Le Galleg", "association", 5, 0, 0),
            ("Librairie des Sillons", "scop", 10, 0, 0),
        )
    ),
    DemoOrganisation("Communauté de communes du Val d’Ouest", "grouping", "collectivites", 60),
    DemoOrganisation("Commune de Saint-Armel-des-Landes", "commune", "collectivites", 30),
    DemoOrganisation("Commune de Pont-Rouault", "commune", "collectivites", 30, years=1),
    DemoOrganisation("Syndicat mixte du Bassin vert", "grouping", "collectivites", 25, years=1),
    DemoOrganisation("Caisse coopérative des Deux Vallées", "cooperative_bank", "financeurs", 250),
    DemoOrganisation("Mutuelle d’assurance L’Ancre", "mutual", "financeurs", 150),
    DemoOrganisation("Fondation Terres d’avenir", "foundation", "financeurs", 100),
    DemoOrganisation("Banque mutualiste du Bocage", "cooperative_bank", "financeurs", 150, years=1),
    DemoOrganisation("Fonds de dotation Graines d’ici", "foundation", "financeurs", 50, years=1),
)

VOLUNTEERS = 17
EMPLOYEES = (("Chargée de coordination, 0,75 ETP", 5), ("Chargé d’animation, 0,75 ETP", 5))
STREETS = ("rue des Lavoirs", "allée des Moulins", "place de la Halle", "chemin du Halage", "rue du Four banal")
TOWNS = (
    ("35000", "Rennes"),
    ("35510", "Cesson-Sévigné"),
    ("35131", "Chartres-de-Bretagne"),
    ("35760", "Saint-Grégoire"),
)


def person_name(rank: int) -> tuple[str, str]:
    """First and last name of the person of that rank, from 0; all different up to 61."""
    return FIRST_NAMES[rank % len(FIRST_NAMES)], LAST_NAMES[(rank * 7) % len(LAST_NAMES)]


def siren_of(rank: int) -> str:
    """A SIREN valid by its key that no company has (none begins with 0).

    >>> siren_of(1)
    '099000010'
    """
    body = f"0990{rank:04d}"
    return body + luhn.calc_check_digit(body)


def address_of(rank: int) -> dict[str, Any]:
    """An invented address."""
    postcode, town = TOWNS[rank % len(TOWNS)]
    return {"street": f"{rank % 60 + 1}, {STREETS[rank % len(STREETS)]}", "postcode": postcode, "town": town}

"""Invented names, addresses and numbers: enough of them that few people bear the same."""

from random import Random

from stdnum import luhn

from scic.demo.people import FIRST_NAMES

BEGINNINGS = (
    "Abal", "Bodren", "Cozan", "Dréan", "Estéven", "Fusté", "Guéri", "Houarn", "Izan", "Jaoue", "Kerbré", "Laudre",
    "Morva", "Nédé", "Olliv", "Penné", "Quémé", "Rioual", "Séven", "Trégou", "Urvoa", "Vaillan", "Wenna", "Yaouan",
    "Zamou", "Arzé", "Bréliv", "Corri", "Daoul", "Évrar", "Floché", "Goasdé", "Hervé", "Irois", "Jézég", "Kerli",
    "Lannu", "Mével", "Niobé", "Omné", "Péron", "Quini", "Rolan", "Salaü", "Tangui", "Ullman", "Valéra", "Yondré",
)  # fmt: skip
MIDDLES = ("", "da", "lé", "mo", "nou", "ri", "sa", "to", "va", "bé", "go", "li", "ra", "ché")
ENDINGS = ("c", "déau", "dic", "gan", "guer", "lay", "nec", "noret", "rault", "raud", "rnec", "teau", "vannec", "zel")
TOWNS = (
    ("35000", "Rennes"), ("35400", "Saint-Malo"), ("35600", "Redon"), ("35300", "Fougères"), ("35500", "Vitré"),
    ("35133", "Lécousse"), ("35150", "Janzé"), ("35230", "Orgères"), ("35270", "Combourg"), ("35340", "Liffré"),
)  # fmt: skip
STREETS = ("rue des Halles", "place du Lavoir", "chemin des Prés bas", "allée des Saules", "quai du Vieux Port")
WORKS = (
    "Les Jardins", "L’Atelier", "La Fabrique", "Le Fournil", "La Ressourcerie", "L’Épicerie", "La Régie", "La Crèche",
    "Le Théâtre", "La Scierie", "Le Vélo-atelier", "La Laiterie", "L’École", "Le Chantier", "La Conserverie",
)  # fmt: skip
BODIES = ("Commune", "Communauté de communes", "Syndicat des eaux", "Centre d’action sociale")
FUNDERS = ("Caisse solidaire", "Fonds d’épargne", "Mutuelle", "Banque coopérative")


def person_names(draw: Random) -> tuple[str, str]:
    """First names and last name."""
    first = draw.choice(FIRST_NAMES)
    if draw.random() < 0.2:
        first = f"{first}-{draw.choice(FIRST_NAMES)}"
    return first, last_name(draw)


def last_name(draw: Random) -> str:
    """A last name that nobody bears."""
    return draw.choice(BEGINNINGS) + draw.choice(MIDDLES) + draw.choice(ENDINGS)


def siren(number: int) -> str:
    """A SIREN that passes its check and belongs to nobody: it begins with 0."""
    body = f"{number:08d}"
    return body + str(luhn.calc_check_digit(body))


def phone(number: int) -> str:
    """A number of the range that is kept for fiction."""
    return f"+3363998{number % 10_000:04d}"


def address(draw: Random) -> dict[str, str]:
    """Street, postcode and town."""
    postcode, town = draw.choice(TOWNS)
    street = f"{draw.randint(1, 120)} {draw.choice(STREETS)}"
    return {"street": street, "postcode": postcode, "town": town}

"""What the evaluations of the demonstration say: why they are made, fact sheets, free texts, what followed. By action number."""

from collections.abc import Mapping

from pole.evaluations.rules.grids import Criterion

WHY = (
    "Une fois par an, nous regardons ce que valent nos actions, avant d’écrire l’année suivante. Le conseil lit le résultat "
    "et décide\u202f: continuer, adapter ou arrêter. Répondez sur ce que vous connaissez, laissez le reste."
)
OWN_GRID = (
    "Accueil des porteurs de projet",
    (
        Criterion("c1", "Écoute", "On m’a laissé le temps de dire ce que je voulais faire."),
        Criterion("c2", "Orientation", "On m’a adressé à la bonne personne, une seule fois."),
        Criterion("c3", "Suite", "On a demandé des nouvelles de mon projet."),
    ),
)
WHY_COME = (
    "L’atelier est fini\u202f: valait-il d’y venir\u202f? Pour l’économie sociale du pays d’abord, pour votre structure ensuite. "
    "Vos réponses règlent le prochain."
)
WORKSHOP_SHEET = (
    "Trois soirées pour répondre à une question, et une brochure.",
    "Trois soirées dans trois structures, une brochure de huit pages, une conférence enregistrée.",
    33,
)
FOLLOWS = (
    "Un second cycle s’ouvre avec des structures qui n’étaient pas là, et la brochure comme point de départ.",
    "Ceux qui sont venus y ont trouvé une aide, et l’économie sociale du pays une brochure.",
)
CAME_FOR = (
    "Voir comment les autres accueillent, chez eux.",
    "Une première séance plus courte\u202f: on raconte trop longtemps.",
)
SHEETS: Mapping[int, tuple[str, str, int]] = {
    8: (
        "Partager un comptable et une chargée de communication entre huit structures.",
        "Les deux postes tiennent\u202f; sept structures en profitent, une huitième attend.",
        14,
    ),
    9: (
        "Un annuaire des salles libres, puis un lieu commun.",
        "Vingt-deux salles dans l’annuaire\u202f; une salle partagée par neuf structures, trois soirs par semaine.",
        120,
    ),
    3: (
        "Mettre en commun fiches de poste, entretiens et formation.",
        "Quatre matinées, une fiche d’entretien reprise par onze structures.",
        38,
    ),
    5: (
        "Six rencontres pour écrire ou réécrire un projet.",
        "Cinq rencontres sur six\u202f; deux structures sont allées au bout.",
        17,
    ),
    4: (
        "Renouveler les bénévoles et partager les responsabilités.",
        "Une soirée par trimestre, et un guide en préparation.",
        64,
    ),
    1: (
        "Essayer une grille commune d’évaluation dans cinq structures.",
        "Trois structures l’ont essayée\u202f; la grille est trop longue, elle est reprise.",
        22,
    ),
}
REMARKS: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    8: {
        "keep": (
            "Le comptable partagé\u202f: sans lui nous n’aurions pas tenu.",
            "Le tour de table trimestriel entre employeurs.",
            "On y trouve une réponse en une semaine.",
        ),
        "change": ("Dire plus tôt qui est disponible et quand.", "Un avenant plus court."),
        "stop": ("Les feuilles de temps en double.",),
    },
    9: {
        "keep": ("La salle du jeudi soir.", "L’annuaire, simple et à jour."),
        "change": ("Chauffer avant l’arrivée des groupes.", "Accepter les réservations pour l’année."),
    },
    3: {
        "keep": ("Les fiches de poste commentées par d’autres employeurs.",),
        "change": ("Commencer à l’heure des écoles, pas à 8\u00a0heures.", "Inviter aussi les bénévoles employeurs."),
    },
    5: {
        "change": ("Resserrer le parcours\u202f: six rencontres, c’est long.",),
        "stop": ("Le questionnaire d’entrée.",),
    },
    4: {"keep": ("Les soirées entre conseils d’administration.",)},
    1: {
        "keep": ("L’idée d’une grille commune.",),
        "change": ("Dix questions au plus.", "La remplir à deux, salarié et bénévole."),
        "stop": ("Les annexes.",),
    },
}
OUTCOMES: Mapping[int, tuple[str, str, str]] = {
    8: ("continue", "Les deux postes sont reconduits un an.", "Jugée bien par tous les groupes, et la file s’allonge."),
    5: (
        "adapt",
        "Le parcours passe de six à quatre rencontres, la première dans une structure qui l’a terminé.",
        "Deux structures seulement sont allées au bout.",
    ),
    1: (
        "adapt",
        "La grille est ramenée à dix questions avant d’être proposée à d’autres.",
        "Trop longue, disent les textes.",
    ),
}

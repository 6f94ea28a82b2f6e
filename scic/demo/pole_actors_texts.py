"""Who acts in the territory of the demonstration besides its members, what was agreed with them, who came with a project."""

from pole.actors.rules.referrals import Outcome
from pole.actors.rules.words import ActorType, LinkKind

NARROW = "\u202f"
AREA = "Pays de Rennes"
# name, type, level, territory, what it does
OTHERS: tuple[tuple[str, ActorType, int | None, str, str], ...] = (
    ("Conférence permanente des coordinations associatives (CPCA)", ActorType.ESS, 2, "Bretagne",
     "Tête de réseau des coordinations associatives."),
    ("Chambre régionale de l’économie sociale (CRES)", ActorType.ESS, 2, "Bretagne",
     "Tête de réseau de l’économie sociale et solidaire."),
    ("Dispositif local d’accompagnement (DLA)", ActorType.RESOURCE, None, "Ille-et-Vilaine",
     "Accompagne les structures qui emploient et veulent consolider leur activité."),
    ("GEDES", ActorType.RESOURCE, 1, AREA, "Groupement d’employeurs de l’économie sociale."),
    ("Boutique de gestion (BDI)", ActorType.RESOURCE, None, AREA,
     "Reçoit les personnes qui créent ou reprennent une activité."),
    ("Pôle de Langouët", ActorType.RESOURCE, None, "Langouët", "Pôle voisin\u00a0: éco-construction."),
    ("Centre de ressources de la vie associative (CRVA)", ActorType.RESOURCE, None, "Rennes",
     "Informe et forme les associations de la ville."),
    ("Chambre de commerce et d’industrie (CCI)", ActorType.RESOURCE, None, "Ille-et-Vilaine",
     "Oriente vers le pôle les projets collectifs."),
    ("Conseil général 35", ActorType.PUBLIC, None, "Ille-et-Vilaine", "Soutient l’insertion et l’économie sociale."),
    ("Conseil régional", ActorType.PUBLIC, None, "Bretagne", "Finance les pôles de développement."),
    ("Rennes Métropole", ActorType.PUBLIC, None, "Rennes Métropole", "Développement économique et emploi."),
    ("Services de l’État", ActorType.PUBLIC, None, "Ille-et-Vilaine", "Emploi, insertion, vie associative."),
    ("MAIF", ActorType.FUNDER, None, "", "Mutuelle nationale."),
    ("MACIF", ActorType.FUNDER, None, "", "Mutuelle nationale."),
)  # fmt: skip
# one, with (empty: the pole), how, in a few words
LINKS: tuple[tuple[str, str, LinkKind, str], ...] = (
    ("GEDES", "", LinkKind.SHARED_STAFF, "Une chargée de mission intégrée à l’équipe du pôle, un jour par semaine."),
    ("Pôle de Langouët", "", LinkKind.WORKS_WITH, "Échanges de pratiques deux fois par an."),
    ("Conseil régional", "", LinkKind.FUNDS, "Convention annuelle."),
    ("Rennes Métropole", "", LinkKind.FUNDS, "Convention annuelle."),
    ("MAIF", "", LinkKind.FUNDS, "Soutien aux ateliers saisonniers."),
    ("Dispositif local d’accompagnement (DLA)", "Boutique de gestion (BDI)", LinkKind.WORKS_WITH,
     "Se renvoient les porteurs de projet."),
    ("GEDES", "Groupement d’employeurs Partage 35", LinkKind.WORKS_WITH, "Offres d’emploi partagées."),
    ("Régie de quartier du Canal bleu", "Fédération des chantiers d’insertion de l’Ouest imaginé", LinkKind.BELONGS, ""),
    ("Menuiserie d’insertion Le Copeau", "Fédération des chantiers d’insertion de l’Ouest imaginé", LinkKind.BELONGS, ""),
    ("Vélo-atelier La Chaîne libre", "Réseau des ateliers partagés", LinkKind.BELONGS, ""),
    ("Recyclerie textile Fil à fil", "Ressourcerie La Seconde Mèche", LinkKind.WORKS_WITH, "Collecte commune."),
    ("Tiers-lieu La Verrière", "", LinkKind.RENAMED,
     "Ne s’appelle plus «\u202fincubateur\u202f»\u00a0: le premier incubateur ESS du pays garde ce nom."),
)  # fmt: skip
ORIENTATION = "Accueil et orientation des porteurs de projet"
ASSOCIATIONS = "Liens avec le centre de ressources de la vie associative"
DRAFT = "Groupement d’employeurs\u00a0: temps partagé"
ABOUT = {
    ORIENTATION: (
        "Chaque porteur de projet est reçu une fois, puis orienté vers celui qui peut l’aider.",
        "La boutique de gestion et la CCI envoient au pôle les projets collectifs\u202f; le pôle leur envoie les projets "
        "individuels. Chacun dit ce que la personne est devenue. Une revue par an réunit les responsables techniques et "
        "politiques.",
    ),
    ASSOCIATIONS: (
        "Le centre informe et forme\u202f; le pôle anime les échanges de pratiques entre employeurs.",
        "Les deux agendas sont publiés ensemble. L’utilité des liens est évaluée chaque année.",
    ),
    DRAFT: (
        "Une chargée de mission partagée entre le groupement et le pôle.",
        "Un jour par semaine, coût partagé par moitié.",
    ),
}
FOUND = (
    "Douze personnes orientées dans un sens, sept dans l’autre. Les délais d’accueil sont tenus\u202f; "
    "les nouvelles des projets manquent encore une fois sur trois.",
    "Le suivi à six mois est en place. La CCI demande une fiche d’orientation plus courte.",
)
# theme, project, to whom (rank in SENT_TO), what became of it; one line a person and a year
SENT_TO = ("Boutique de gestion (BDI)", "Dispositif local d’accompagnement (DLA)", "Coopérative d’activités Tisserands")
CAME: tuple[tuple[str, str, int | None, Outcome | None], ...] = (
    ("alimentation", "Une épicerie de village tenue par ses clients.", 1, Outcome.LAUNCHED),
    ("habitat", "Un habitat groupé avec des locaux partagés.", 1, Outcome.UNDER_WAY),
    ("mobilité", "Un garage associatif pour les demandeurs d’emploi.", 0, Outcome.GIVEN_UP),
    ("culture", "Une salle de répétition gérée par trois compagnies.", 2, Outcome.JOINED),
    ("petite enfance", "Une crèche parentale en horaires décalés.", 1, Outcome.LAUNCHED),
    ("réemploi", "Un atelier de réparation d’appareils ménagers.", 2, None),
    ("alimentation", "Une conserverie mobile.", 0, Outcome.LOST),
    ("numérique", "Un atelier de dépannage informatique solidaire.", None, None),
    ("alimentation", "Un café-cantine dans un ancien dépôt.", 2, Outcome.UNDER_WAY),
)
# criterion, weight; then place by place: name, address, cost in cents, what it is like, (mark, argument) by criterion
CRITERIA = (
    ("Accès sans voiture", 5),
    ("Coût par an", 4),
    ("Voisinage de structures de l’ESS", 3),
    ("Place pour grandir", 2),
)
PLACES = (
    ("Ancienne école de la Halle", "4 place de la Halle, Rennes", 1_120_000, "Deux bureaux, une salle de 40 places.",
     ((4, "Métro à trois minutes, vélos à l’abri."), (2, "Le loyer prend un dixième du budget."),
      (4, "Quatre associations dans le bâtiment."), (3, "Un troisième bureau se libère dans deux ans."))),
    ("Bureaux de la zone du Bocage", "12 rue du Bocage, Chartres-de-Bretagne", 780_000, "Trois bureaux neufs.",
     ((1, "Un bus par heure, aucun le soir."), (4, "Le moins cher des trois."),
      (0, "Aucune structure à moins d’un kilomètre."), (4, "Deux plateaux libres."))),
    ("Maison du Canal", "1 chemin du Halage, Cesson-Sévigné", 960_000, "Une maison partagée avec une régie de quartier.",
     ((3, "Deux lignes de bus, une piste cyclable."), (3, "Charges comprises."),
      (3, "La régie de quartier et un atelier vélo."), (1, "Rien à côté."))),
)  # fmt: skip

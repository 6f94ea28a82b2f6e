"""What people said before the programme was written, in the demonstration: fifty viewpoints, fifteen interviews, documents,
workshops, and the ideas that members gave since.
"""

from scic.demo.pole_programme_texts import (
    FUNDING,
    GOVERNANCE,
    PROJECT,
    PROMOTION,
    REPRESENTATION,
    RESOURCES,
    SUPPORT,
)

Said = tuple[str, str, str, int]

# Who (an organisation), which need, what was said, the number of the action that it stands behind (0: of none yet).
VIEWPOINTS: tuple[Said, ...] = (
    ("Ressourcerie La Seconde Mèche", FUNDING, "Nous refusons des commandes faute de trésorerie", 7),
    ("Les Jardins de l’Écluse", FUNDING, "Les subventions arrivent quand la saison est finie", 7),
    ("Scop Bois d’Antan", FUNDING, "Une garantie suffirait pour que la banque dise oui", 7),
    ("Épicerie solidaire Le Panier Rond", FUNDING, "Trop de dossiers pour de petites sommes", 7),
    ("Compagnie du Théâtre des Talus", FUNDING, "Un fonds commun pour essayer sans attendre un appel à projets", 17),
    ("Habitat groupé des Trois Portes", SUPPORT, "Deux ans perdus à chercher qui pouvait nous aider", 12),
    ("Vélo-atelier La Chaîne libre", GOVERNANCE, "Le bureau est le même depuis dix ans", 4),
    ("Crèche parentale Les Petits Sabots", GOVERNANCE, "Les parents passent, la mémoire part avec eux", 4),
    ("Coopérative d’activités Tisserands", SUPPORT, "Porter un projet le temps qu’il trouve sa forme", 11),
    ("Régie de quartier du Canal bleu", PROJECT, "Évaluer ce que nous changeons, pas seulement ce que nous faisons", 1),
    ("Radio associative Fréquence Lande", RESOURCES, "Personne ne sait ce que nous savons faire", 2),
    ("Brasserie coopérative L’Orge folle", PROMOTION, "Les jeunes croient qu’on entreprend seul", 16),
    ("Maison des aidants L’Escale", RESOURCES, "Une comptable deux jours par mois nous suffirait", 8),
    ("Café-librairie Le Marque-page", RESOURCES, "Notre salle est vide le lundi et le mardi", 9),
    ("Groupement d’employeurs Partage 35", RESOURCES, "Le temps partagé marche s’il est bien encadré", 8),
    (
        "Fédération des chantiers d’insertion de l’Ouest imaginé",
        PROJECT,
        "Une grille commune vaut mieux que dix audits",
        1,
    ),
    ("Union des associations de quartier", GOVERNANCE, "On cherche des bénévoles, on trouve des coups de main", 10),
    ("Réseau des ateliers partagés", RESOURCES, "Les outils dorment dans des caves différentes", 9),
    (
        "Chambre de l’économie solidaire (tête de réseau)",
        REPRESENTATION,
        "Nous parlons à dix, on nous entend comme un",
        15,
    ),
    ("Coordination associative du pays (tête de réseau)", REPRESENTATION, "Être là quand le dispositif s’écrit", 15),
    ("Conserverie La Gousse d’ail", FUNDING, "Investir dans une autoclave demande trois partenaires", 7),
    ("Tiers-lieu La Verrière", RESOURCES, "Un lieu partagé se gère à plusieurs ou il se ferme", 9),
    ("Auto-école sociale En Route", PROJECT, "Réécrire notre projet nous a sauvés", 5),
    ("École de cirque Au Fil", PROMOTION, "Une visite vaut mieux qu’un dépliant", 16),
    ("Menuiserie d’insertion Le Copeau", PROJECT, "Nos fiches de poste ont quinze ans", 3),
    ("Laverie coopérative La Bulle", SUPPORT, "Sans le coup de pouce d’une autre coopérative, rien", 11),
    ("Transport solidaire Pays en lien", PROJECT, "Moins de trajets à vide", 6),
    ("Recyclerie textile Fil à fil", PROJECT, "Les déchets des uns sont la matière des autres", 6),
    ("Commune de Saint-Armel-des-Landes", REPRESENTATION, "Nous ne savons pas à qui nous adresser", 15),
    ("Communauté de communes du Val d’Ouest", REPRESENTATION, "Un interlocuteur plutôt que trente", 15),
    ("Syndicat mixte du Bassin vert", SUPPORT, "Les projets arrivent trop tard dans nos bureaux", 11),
    ("Caisse coopérative des Deux Vallées", FUNDING, "Des dossiers mieux préparés passent presque toujours", 7),
    ("Mutuelle d’assurance L’Ancre", FUNDING, "Nous aiderions des projets, si nous les connaissions", 18),
    ("Fondation Terres d’avenir", FUNDING, "Financer l’essai, pas seulement ce qui a réussi", 17),
    ("Banque mutualiste du Bocage", FUNDING, "Partager le risque à trois", 17),
    ("Fonds de dotation Graines d’ici", FUNDING, "Les entreprises voisines donneraient, si on leur demandait", 18),
    ("Commune de Pont-Rouault", RESOURCES, "Une salle communale pourrait servir toute la semaine", 9),
    ("Collectif des habitants du Moulin", SUPPORT, "Nous sommes douze familles et pas un plan", 12),
    ("Association des parents du Pont", GOVERNANCE, "Une réunion par mois, c’est déjà trop", 4),
    ("Club des petites entreprises du canal", PROMOTION, "Nous travaillons avec vous sans le savoir", 18),
    ("Atelier d’écriture Les Marges", RESOURCES, "Écrire ce que nous avons appris avant de l’oublier", 13),
    ("Amicale des retraités bâtisseurs", RESOURCES, "Nos savoir-faire peuvent servir", 10),
    ("Cantine de quartier La Louche", PROJECT, "Bien accueillir, cela s’apprend", 1),
    ("Bibliothèque de rue", RESOURCES, "Vos brochures sont introuvables", 14),
    ("Collectif Terres communes", SUPPORT, "Un groupement a besoin d’un an devant lui", 12),
    ("Lycée agricole des Landes", PROMOTION, "Nos élèves cherchent des stages chez vous", 16),
    ("Foyer de jeunes travailleurs Le Phare", PROMOTION, "Les jeunes veulent du sens et un salaire", 16),
    ("Compagnie des conteurs du pays", RESOURCES, "Raconter une réussite la fait durer", 13),
    ("Coordination des centres de loisirs", PROJECT, "Nous recrutons tous les mêmes animateurs", 3),
    ("Cercle des trésoriers bénévoles", GOVERNANCE, "Personne ne veut être trésorier", 0),
)
# The function of who answered, in a head of network; the need, what was said, the action.
INTERVIEWS: tuple[Said, ...] = (
    ("Direction d’une union régionale", REPRESENTATION, "Le pays doit parler d’une voix", 15),
    ("Présidence d’une coordination", GOVERNANCE, "Former les administrateurs avant qu’ils s’épuisent", 4),
    ("Délégation d’une fédération", FUNDING, "Les tours de table se préparent à froid", 7),
    ("Direction d’un réseau d’insertion", PROJECT, "L’évaluation doit servir à ceux qui la font", 1),
    ("Direction d’un réseau culturel", SUPPORT, "La culture émerge par collectifs, rarement par structures", 12),
    ("Présidence d’une union de coopératives", PROMOTION, "Montrer des coopératives jeunes aux jeunes", 16),
    ("Direction d’un réseau d’habitat", SUPPORT, "Il manque un an d’accompagnement en amont", 12),
    ("Délégation d’un réseau d’employeurs", RESOURCES, "Partager un emploi, c’est partager une confiance", 8),
    ("Direction d’un réseau de l’environnement", PROJECT, "Commencer par les déchets, chacun y gagne", 6),
    ("Présidence d’un réseau sportif", GOVERNANCE, "Le bénévolat change de forme, pas de force", 10),
    ("Direction d’un réseau de tiers-lieux", RESOURCES, "Les locaux se mutualisent par voisinage", 9),
    ("Délégation d’un réseau bancaire", FUNDING, "Nous manquons de projets, pas d’argent", 7),
    ("Direction d’un réseau d’éducation", RESOURCES, "Vos travaux méritent d’être trouvés", 14),
    ("Présidence d’un réseau d’aide à domicile", PROJECT, "Les métiers se tendent partout à la fois", 3),
    ("Direction d’un centre de ressources", RESOURCES, "Capitaliser, c’est d’abord choisir", 13),
)
# The title of the document and who wrote it, the need, what it brings, the action.
DOCUMENTS: tuple[Said, ...] = (
    ("Conseil économique et social régional", REPRESENTATION, "Rapport sur l’économie sociale en région", 15),
    ("Conseil régional", FUNDING, "Schéma de développement de l’économie sociale", 7),
    ("Conseil général 35", PROJECT, "Politique départementale d’insertion", 5),
    ("Comité consultatif départemental de l’économie solidaire", SUPPORT, "Avis sur l’émergence de projets", 11),
    ("Mission ESS du Codespar", RESOURCES, "Inventaire des ressources du pays", 14),
)
# The workshop of managers, the need, what came out of it, the action.
WORKSHOPS: tuple[Said, ...] = (
    ("Atelier de coproduction 1, huit responsables", GOVERNANCE, "Renouveler et reconnaître les bénévoles", 4),
    ("Atelier de coproduction 1, huit responsables", FUNDING, "Partir de cas concrets de financement", 7),
    ("Atelier de coproduction 2, sept responsables", RESOURCES, "Mutualiser des emplois avant des locaux", 8),
    ("Atelier de coproduction 2, sept responsables", PROJECT, "S’entraider pour écrire ou réécrire son projet", 5),
)
# By number: the number of the contribution that says the same, and why.
SAME: tuple[tuple[int, int, str], ...] = (
    (2, 1, "Deux façons de dire le même manque de trésorerie."),
    (35, 34, "Le même fonds, dit par ceux qui l’alimenteraient."),
    (37, 14, "Une salle libre est une salle libre, communale ou non."),
    (39, 8, "La même fatigue, la même demande."),
    (47, 46, "Les jeunes, vus du lycée ou du foyer."),
)
ASIDE: tuple[tuple[int, str], ...] = (
    (50, "Une formation de trésoriers existe déjà au centre de ressources\u00a0: nous y envoyons qui la cherche."),
)
# How many days ago, in a line, more, the need, what became of it: behind an action, set aside with the reason, or neither.
IDEAS: tuple[tuple[int, str, str, str, int, str], ...] = (
    (
        610,
        "Une bourse aux coups de main",
        "Les gens veulent bien aider une fois, pas s’engager un an. Une liste affichée à la halle suffirait pour commencer.",
        GOVERNANCE,
        10,
        "",
    ),
    (
        420,
        "Un camion partagé entre trois structures",
        "La recyclerie, la ressourcerie et les jardins en louent chacun un, le même jour.",
        RESOURCES,
        9,
        "",
    ),
    (
        300,
        "Une monnaie à nous pour le marché",
        "Des bons valables chez toutes les structures.",
        PROMOTION,
        0,
        "Une monnaie locale existe déjà dans le pays, et elle est membre\u00a0: nous l’invitons au marché.",
    ),
    (
        190,
        "Recevoir les collégiens aussi, pas seulement les lycéens",
        "Leur stage de troisième dure cinq jours\u00a0: c’est court, mais c’est souvent là que tout commence.",
        PROMOTION,
        16,
        "",
    ),
    (
        9,
        "Un carnet d’adresses des artisans qui réparent",
        "On me demande chaque semaine qui répare quoi. Je peux commencer la liste.",
        RESOURCES,
        0,
        "",
    ),
)

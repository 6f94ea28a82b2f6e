"""What the workshops of the demonstration say; names of people come from its members, organisations from its directory."""

from dataclasses import dataclass

NARROW = "\u202f"


@dataclass(frozen=True)
class Met:
    """A session: so many days after today (before: negative), its host, its place, who came and what was said."""

    days: int
    host: str
    place: str
    territory: str
    came: int = 0
    others: int = 0
    notes: str = ""
    public: bool = False


@dataclass(frozen=True)
class Told:
    """A workshop. `people`: how many of the members take part; `findings`: (kind, words, author).

    `year_before`: its days count from the middle of October of the year before, whatever the day is.
    """

    kind: str
    title: str
    theme: str
    question: str
    host: str
    territory: str
    sessions: tuple[Met, ...]
    people: int
    bases: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()
    practice: str = ""
    aim: str = ""
    answer: str = ""
    diagnosis: str = ""
    facilitator: str = ""
    action: str = ""
    steps: tuple[str, ...] = ()
    findings: tuple[tuple[str, str, str], ...] = ()
    photos: tuple[str, ...] = ()
    closed_days: int | None = None
    places: int | None = None
    year_before: bool = False


MECHE, ECLUSE, BOIS = "Ressourcerie La Seconde Mèche", "Les Jardins de l’Écluse", "Scop Bois d’Antan"
PANIER, TALUS, VELO = (
    "Épicerie solidaire Le Panier Rond",
    "Compagnie du Théâtre des Talus",
    "Vélo-atelier La Chaîne libre",
)
CANAL, TISSERANDS = "Régie de quartier du Canal bleu", "Coopérative d’activités Tisserands"
METROPOLE, COMMUNES = "Rennes Métropole", "Communauté de communes du Val d’Ouest"
DLA, BANK = "Dispositif local d’accompagnement (DLA)", "Caisse coopérative des Deux Vallées"

WORKSHOPS: tuple[Told, ...] = (
    Told(
        kind="seasonal",
        title="Renouveler les bénévoles",
        theme="Bénévolat et vie démocratique",
        question=f"Nos bénévoles vieillissent et les nouveaux ne restent pas{NARROW}: comment les "
        f"accueillir et leur donner envie de rester{NARROW}?",
        practice="L’accueil du premier jour, le parrainage, les tâches courtes.",
        aim="Une brochure de huit pages, et une soirée pour les associations du pays.",
        answer="On reste quand quelqu’un vous attend. Chaque structure nomme une personne qui "
        "accueille, propose une première tâche de "
        "deux heures, et rappelle au bout d’un mois. Les quatre structures qui l’ont fait ont gardé deux nouveaux sur trois.",
        host=MECHE,
        territory="Rennes",
        facilitator="Rozenn Jégouzel",
        action="bénévolat",
        people=7,
        sponsors=(TISSERANDS,),
        bases=(TALUS,),
        sessions=(
            Met(
                -250,
                MECHE,
                "Hall de tri",
                "Rennes",
                6,
                2,
                "Tour de table\u00a0: chacun raconte l’arrivée de son dernier bénévole. Trois sur "
                "sept ne savent plus son nom.",
            ),
            Met(
                -222,
                ECLUSE,
                "Serre des semis",
                "Bruz",
                7,
                0,
                "Les Jardins montrent leur fiche «\u202fpremière heure\u202f». On la corrige ensemble.",
            ),
            Met(
                -190,
                TALUS,
                "Petite salle",
                "Chartres-de-Bretagne",
                5,
                14,
                "Soirée ouverte\u00a0: quatorze associations repartent avec la brochure.",
            ),
        ),
        steps=("find", "form", "organise", "facilitate", "publish", "sponsors"),
        findings=(
            (
                "finding",
                "On n’ose pas demander un coup de main court\u00a0: on propose tout de suite un poste au bureau.",
                "",
            ),
            (
                "finding",
                "Le premier mois décide\u00a0: sans appel au bout de quatre semaines, personne ne revient.",
                "",
            ),
            ("agreed", "Chaque structure nomme une personne qui accueille, avec son nom sur la porte.", ""),
            ("to_do", "Compter dans un an combien de nouveaux sont restés.", "Rozenn Jégouzel"),
        ),
        photos=("Le groupe devant la serre des Jardins", "La soirée ouverte au théâtre"),
        closed_days=-180,
    ),
    Told(
        kind="seasonal",
        title="Mettre en place un Agenda 21",
        theme="Développement durable",
        question=f"Par où commencer un Agenda 21 dans une structure de moins de dix salariés{NARROW}?",
        practice="Bilan des déplacements, achats groupés, tri des déchets d’atelier.",
        aim="Un guide de dix fiches, essayées dans cinq structures.",
        host=BOIS,
        territory="Rennes",
        facilitator="Katell Ollivraud",
        action="développement durable",
        people=9,
        sponsors=(CANAL,),
        sessions=(
            Met(
                -48,
                BOIS,
                "Atelier de découpe",
                "Rennes",
                8,
                0,
                "Visite, puis choix des trois premières fiches\u00a0: déplacements, achats, déchets.",
            ),
            Met(
                -20,
                BOIS,
                "Atelier de découpe",
                "Rennes",
                6,
                1,
                "Deux fiches essayées. La Chaîne libre a divisé ses trajets en voiture par deux.",
            ),
            Met(9, VELO, "Grand atelier", "Rennes", 0, 0, "", public=True),
            Met(37, PANIER, "Salle du marché", "Vern-sur-Seiche", 0, 0, "", public=True),
        ),
        steps=("find", "form", "organise"),
        findings=(("finding", "Le bilan des déplacements se fait en une heure, avec un carnet dans l’entrée.", ""),),
        photos=("La visite de l’atelier de découpe",),
        places=14,
    ),
    Told(
        kind="dialogue",
        title="Une avance pour démarrer",
        theme="Prêts et garanties",
        question=f"Que faudrait-il pour qu’une petite association obtienne 10{NARROW}000\u00a0€ en un mois{NARROW}?",
        aim="Un outil d’avance remboursable, porté par une collectivité et une banque.",
        diagnosis="Les subventions sont votées en janvier et versées en septembre. Entre les deux, les "
        "petites structures paient leurs salaires "
        "avec l’argent de leurs présidents. Les prêts existent, mais aucun sous "
        "20\u202f000\u00a0€ et aucun en moins de trois mois.",
        host=COMMUNES,
        territory="Pays de Rennes",
        facilitator="Aziliz Abjean-Rault",
        action="financement",
        people=6,
        bases=(PANIER, VELO),
        stakeholders=(METROPOLE, COMMUNES, BANK, DLA),
        sessions=(
            Met(-130, PANIER, "Réserve", "Vern-sur-Seiche", 6, 0, "Huit témoignages recueillis, dont trois par écrit."),
            Met(
                -95,
                COMMUNES,
                "Salle du conseil",
                "Pays de Rennes",
                5,
                6,
                "Les élus entendent les témoignages, puis chacun parle cinq minutes.",
            ),
            Met(
                -40,
                METROPOLE,
                "Hôtel de Rennes Métropole",
                "Rennes",
                6,
                9,
                "Diagnostic relu phrase par phrase et adopté par tous.",
            ),
            Met(16, BANK, "Agence solidaire", "Rennes", 0, 0, "", public=True),
        ),
        steps=("questions", "stakeholders", "diagnosis", "voices"),
        findings=(
            ("testimony", "J’ai avancé deux mois de salaires sur mon livret. Je ne le referai pas.", PANIER),
            ("testimony", "La banque voulait une caution personnelle pour 8\u202f000\u00a0€.", VELO),
            (
                "testimony",
                "La subvention était sûre\u00a0: la lettre était signée. Personne ne prête sur une lettre.",
                TALUS,
            ),
            ("finding", "Une lettre de subvention signée vaut une garantie, si quelqu’un s’engage à le dire.", ""),
            ("to_do", "Écrire la convention d’avance avec la banque.", DLA),
        ),
        photos=("La table ronde à la communauté de communes",),
    ),
    Told(
        kind="dialogue",
        title="Mécénat de proximité",
        theme="Mécénat de proximité",
        question=f"Comment une entreprise de quartier peut-elle soutenir une association voisine{NARROW}?",
        diagnosis="Les commerçants donnent volontiers du temps et du matériel, rarement de l’argent, et "
        "ne savent pas à qui s’adresser.",
        answer="Un guichet unique, une convention d’une page, une fête par an.",
        host=CANAL,
        territory="Rennes",
        people=5,
        bases=(MECHE,),
        stakeholders=(METROPOLE,),
        sessions=(
            Met(-320, CANAL, "Local du canal", "Rennes", 5, 3, ""),
            Met(-290, METROPOLE, "Hôtel de Rennes Métropole", "Rennes", 4, 8, ""),
        ),
        steps=("questions", "stakeholders", "diagnosis", "voices", "meetings", "spread"),
        findings=(("testimony", "Le boulanger nous donne ses invendus depuis six ans, sans papier.", MECHE),),
        closed_days=-280,
    ),
    Told(
        kind="seasonal",
        title="Travailler avec les entreprises classiques",
        theme="Travailler avec les entreprises classiques",
        question=f"Jusqu’où répondre ensemble à un appel d’offres{NARROW}?",
        host=TISSERANDS,
        territory="Rennes",
        people=0,
        sessions=(
            Met(
                -60,
                TISSERANDS,
                "Salle des métiers",
                "Rennes",
                0,
                5,
                "Seuls des réseaux étaient là\u00a0: à cette heure, aucune structure de base n’a pu se libérer.",
            ),
        ),
        steps=("organise",),
        findings=(("finding", "À l’heure où l’on ferme boutique, les petites structures ne viennent pas.", ""),),
    ),
    Told(
        kind="other",
        title="Visite du pôle de Langouët",
        theme="",
        question="",
        host="",
        territory="Langouët",
        people=4,
        sessions=(Met(24, "", "Devant la mairie", "Langouët", 0, 0, "", public=True),),
        places=20,
    ),
    Told(
        kind="seasonal",
        title="Partager un salarié à plusieurs",
        theme="Emploi",
        question=f"Comment deux petites structures peuvent-elles employer une même personne{NARROW}?",
        practice="Le planning commun, la fiche de poste à deux voix, la paie partagée.",
        answer="À trois conditions\u00a0: un seul employeur, un planning tenu par la personne elle-même, et "
        "un point chaque mois entre les deux structures.",
        host=TISSERANDS,
        territory="Rennes",
        facilitator="Katell Ollivraud",
        action="mutualisation d’emplois",
        people=6,
        sessions=(
            Met(
                -20,
                TISSERANDS,
                "Salle des métiers",
                "Rennes",
                6,
                0,
                "Trois structures racontent leurs essais, et ce qui a manqué.",
            ),
            Met(
                -1,
                CANAL,
                "Local du canal",
                "Rennes",
                5,
                2,
                "On écrit la fiche de poste à deux voix, puis on la relit avec deux salariées.",
            ),
        ),
        steps=("find", "form", "organise", "facilitate"),
        findings=(("agreed", "Un point chaque mois entre les deux structures, avec la personne.", ""),),
        closed_days=10,
        year_before=True,
    ),
)
SCHEMES = (
    (
        "Une avance pour démarrer",
        "Avance sur lettre de subvention",
        "created",
        METROPOLE,
        -12,
        "Jusqu’à 10\u202f000\u00a0€ en quatre semaines, remboursés au versement de la subvention.",
    ),
    (
        "Mécénat de proximité",
        "Guichet du mécénat de quartier",
        "changed",
        METROPOLE,
        -270,
        "Le guichet des entreprises reçoit aussi les associations.",
    ),
)
WORKS = (
    (
        "Renouveler les bénévoles",
        "brochure",
        "Accueillir un nouveau bénévole",
        -185,
        143,
        "Huit pages pour les premiers jours\u00a0: qui accueille, quelle première tâche, quand rappeler.",
        "",
    ),
    (
        "Renouveler les bénévoles",
        "conference",
        "Ce qui fait rester",
        -190,
        0,
        "L’enregistrement de la soirée au théâtre, une heure dix.",
        "https://video.pole.example/ce-qui-fait-rester",
    ),
    (
        "Mécénat de proximité",
        "guide",
        "Une convention d’une page avec une entreprise voisine",
        -275,
        61,
        "Le modèle de convention, commenté ligne à ligne.",
        "",
    ),
)

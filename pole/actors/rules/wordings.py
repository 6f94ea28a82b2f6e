"""The mail that reminds of a cooperation protocol, as one may write it; it may be switched off."""

from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field, Shown
from foundation.wording.rules.letters import Group, Wording

DUE = Wording(
    "protocol-due",
    N_("Cooperation protocol: the mail that reminds of its review or its term"),
    N_("Leaves a month before the yearly review or the last day of a protocol, to who answers for it."),
    Group.POLE,
    (
        Field("protocole", N_("Title of the protocol"), "title"),
        Field("echeance", N_("What falls, and when"), "falls"),
        Field("partenaires", N_("With whom it is made"), "parties"),
        Field("lien", N_("Address of the protocol"), "protocol_url", Shown.LINK),
    ),
    {
        "to_name": "Camille Exemple",
        "public_url": "https://scic.example",
        "title": "Accueil et orientation des porteurs de projet",
        "falls": "la revue est à faire le 3 mars 2027",
        "parties": "Boutique de gestion du pays",
        "path": "/protocoles/4",
        "protocol_url": "https://scic.example/protocoles/4",
    },
)
LETTERS = (DUE,)

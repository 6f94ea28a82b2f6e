"""The mail to who follows a decision, or what carries it out, as one may write it; it may be switched off."""

from foundation.kernel.sentences import N_
from foundation.wording.rules.fields import Field
from foundation.wording.rules.letters import Group, Wording

MOVED = Wording(
    "something-moved",
    N_("Something moved: the mail to those who follow it"),
    N_("Leaves to whoever follows a decision or an action, each time that somebody tells how it goes."),
    Group.POLE,
    (
        Field("sujet", N_("What is followed"), "title"),
        Field("nouvelle", N_("What moved"), "what"),
        Field("texte", N_("What was written of it"), "text"),
    ),
    {
        "to_name": "Camille Exemple",
        "public_url": "https://scic.example",
        "title": "Ouvrir une bourse aux locaux",
        "what": "En cours",
        "text": "Trois communes ont prêté une salle.",
        "path": "/decisions/12",
    },
)
LETTERS = (MOVED,)

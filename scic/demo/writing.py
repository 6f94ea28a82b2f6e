"""What the demonstration wrote to its members, and how long it keeps what the law leaves open."""

from datetime import date, timedelta

from foundation.kernel.audit import SYSTEM, Actor
from membership.drafts import Draft, plan
from membership.rules.dispatches import Purpose, checked_words
from membership.services.dispatching import say_news, send
from privacy.rules.retention import Key
from privacy.services.choosing import choose_duration
from scic.demo.founding import BOARD, DemoMember, founding_day, morning

DURATIONS = (
    *((Key.APPLICATIONS, 24), (Key.ATTENDANCE, 120), (Key.VIEWPOINTS, 60), (Key.MAILS, 36), (Key.IMPORTS, 12)),
    (Key.SIGN_INS, 12),
)
REFUSES = 5
NEWS = checked_words(
    "Portes ouvertes samedi en quinze",
    "Bonjour {nom},\n\nles ateliers du pôle ouvrent leurs portes **samedi en quinze**, de 10 h à 17 h. Venez avec vos "
    "voisins, et dites-nous si vous pouvez tenir un stand une heure ou deux.\n\nÀ bientôt,\nl’équipe de {cooperative}",
)


def choose_durations(today: date) -> None:
    """The board settled every duration that the law leaves open, in the first spring."""
    day = founding_day(today) + timedelta(days=75)
    for key, months in DURATIONS:
        choose_duration(key, months, f"{BOARD} du {day:%d/%m/%Y}", actor=SYSTEM, at=morning(day))


def write_to_everybody(members: list[DemoMember], today: date) -> None:
    """News to the whole register, last week; one volunteer wants none, and is left out."""
    day = today - timedelta(days=6)
    refusing = members[REFUSES].account
    if refusing is not None:
        say_news(refusing.email, refuses=True, channel="page", at=morning(day - timedelta(days=90)))
    made = Draft(purpose=Purpose.INFORMATION, words=NEWS, audience="membres", params={}, on=day)
    writer = next(one for one in members if one.category == "salaries" and one.account is not None)
    actor = Actor(writer.account.id if writer.account else None, writer.name)
    send(made, once="demonstration-portes-ouvertes", digest=plan(made).digest, actor=actor, at=morning(day))

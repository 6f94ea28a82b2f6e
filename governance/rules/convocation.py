"""Convening: is the notice early enough, and does it say what the law wants it to say?

R225-66, R225-69, R225-70 (SA), R223-20 (SARL), the statutes (SAS); rules 25, 26 and 27 of the compliance table.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from foundation.kernel.sentences import N_
from governance.rules.obstacles import Obstacle


@dataclass(frozen=True)
class NoticeDraft:
    """The notice about to be sent, and what the statutes ask of it."""

    sent_on: date
    meets_on: date
    required_days: int
    required_source: str
    place: str
    agenda_titles: tuple[str, ...]
    resolutions_without_text: tuple[str, ...]
    questions_email: str
    registered_office: str
    registration: str
    is_second: bool = False
    first_held_on: date | None = None


def clear_days(sent_on: date, meets_on: date) -> int:
    """Days between sending and meeting, both end days left out ("clear days"), never under 0.

    R225-69 (15 days); the count of days is the stricter reading.

    >>> clear_days(date(2026, 6, 1), date(2026, 6, 17))
    15
    """
    return max(0, (meets_on - sent_on).days - 1)


def last_day_to_send(meets_on: date, required_days: int) -> date:
    """The last day on which a notice still leaves `required_days` clear days.

    >>> last_day_to_send(date(2026, 6, 17), 15)
    datetime.date(2026, 6, 1)
    """
    return meets_on - timedelta(days=required_days + 1)


def notice_obstacles(draft: NoticeDraft) -> list[Obstacle]:
    """Everything that blocks the sending of this notice or deserves a warning, in the order a person would mend it.

    Source: R225-66, R225-69 (rules 25 and 26). Example: ten clear days where fifteen are required block the sending.

    >>> texts = {"place": "Salle", "agenda_titles": ("Comptes",), "resolutions_without_text": ()}
    >>> company = {"questions_email": "q@pole.example", "registered_office": "Rennes", "registration": "Rennes"}
    >>> notice = NoticeDraft(date(2026, 6, 1), date(2026, 6, 12), 15, "R225-69", **texts, **company)
    >>> [(found.rule, found.blocks) for found in notice_obstacles(notice)]
    [(25, True)]
    """
    return [*_content(draft), *_delay(draft)]


def _delay(draft: NoticeDraft) -> list[Obstacle]:
    days = clear_days(draft.sent_on, draft.meets_on)
    values = {
        "days": days,
        "required": draft.required_days,
        "last": last_day_to_send(draft.meets_on, draft.required_days),
    }
    if days < draft.required_days:
        message = N_(
            "The notice would leave %(days)s clear days; %(required)s are required. It had to leave on %(last)s at the "
            "latest: move the assembly, or send all the same and give your reason for the minutes."
        )
        return [Obstacle(25, True, message, draft.required_source, values)]
    if days == draft.required_days:
        message = N_(
            "The notice leaves exactly the %(required)s clear days required: it must be sent today, not tomorrow."
        )
        return [Obstacle(25, False, message, draft.required_source, values)]
    return []


def _content(draft: NoticeDraft) -> list[Obstacle]:
    missing = [
        (not draft.place, N_("The notice has no place: write where the assembly meets.")),
        (not draft.agenda_titles, N_("The agenda is empty: add at least one point.")),
        (not draft.registered_office, N_("The registered office is missing: write it in the statutes file.")),
        (not draft.registration, N_("The registration number and town are missing: write them in the statutes file.")),
        (not draft.questions_email, N_("The address for written questions is missing: write it in the assembly.")),
        (
            draft.is_second and draft.first_held_on is None,
            N_("A second notice recalls the date of the first assembly (R225-70): name that assembly."),
        ),
    ]
    found = [Obstacle(26, True, message, "R225-66") for wrong, message in missing if wrong]
    for title in draft.resolutions_without_text:
        message = N_(
            "The resolution “%(title)s” has no text: its content and scope must be clear without another document."
        )
        found.append(Obstacle(26, True, message, "R225-66", {"title": title}))
    return found

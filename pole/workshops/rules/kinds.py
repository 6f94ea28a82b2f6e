"""The words of workshops: kinds, parts, checklists. Source: the founding study of the pole, its two ways of working."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class WorkshopKind(StrEnum):
    """The ways in which organisations work together."""

    SEASONAL = "seasonal"
    DIALOGUE = "dialogue"
    OTHER = "other"


KIND_NAMES: dict[str, str] = {
    WorkshopKind.SEASONAL: N_("Seasonal workshop"),
    WorkshopKind.DIALOGUE: N_("Stakeholder dialogue"),
    WorkshopKind.OTHER: N_("Other meeting"),
}
KIND_PURPOSES: dict[str, str] = {
    WorkshopKind.SEASONAL: N_(
        "A few months among peers: exchange practices, solve a question, make something for others."
    ),
    WorkshopKind.DIALOGUE: N_(
        "Base organisations and institutions share a diagnosis; a public scheme changes or is created."
    ),
    WorkshopKind.OTHER: N_("A visit, a lunch, a morning: anything that deserves a record."),
}
PART_NAMES: dict[str, str] = {
    "base": N_("Base organisation"),
    "sponsor": N_("Sponsor organisation"),
    "stakeholder": N_("Stakeholder"),
}
ROLE_NAMES: dict[str, str] = {"participant": N_("Participant"), "expert": N_("Expert")}
FINDING_NAMES: dict[str, str] = {
    "finding": N_("Finding"),
    "testimony": N_("Testimony"),
    "agreed": N_("Agreed among those present"),
    "to_do": N_("To do"),
}
EFFECT_NAMES: dict[str, str] = {"created": N_("Scheme created"), "changed": N_("Scheme changed")}
PRODUCTION_NAMES: dict[str, str] = {
    "brochure": N_("Brochure"),
    "guide": N_("Guide"),
    "conference": N_("Conference"),
    "video": N_("Film or recording"),
    "other": N_("Other work"),
}
THEMES: tuple[str, ...] = (
    N_("Funding operation and investment"),
    N_("Showing the social economy to young people"),
    N_("How our organisations present themselves"),
    N_("Resources that organisations can use"),
    N_("Drawing up or redrawing a project"),
    N_("Volunteering and democratic life"),
    N_("Working with conventional companies"),
    N_("Fund for experiments"),
    N_("Loans and guarantees"),
    N_("Funding round tables"),
    N_("Local patronage"),
    N_("Joining up what public bodies do"),
    N_("Representing the social economy"),
)
POLE_TASKS: dict[str, str] = {
    "find": N_("Find the organisations and the experts"),
    "form": N_("Form the group"),
    "fund": N_("Raise the money, if needed"),
    "organise": N_("Organise: place, invitations, secretariat"),
    "facilitate": N_("Facilitate the meetings"),
    "publish": N_("Publish and circulate the works"),
    "sponsors": N_("Propose sponsor organisations"),
}
DIALOGUE_STEPS: dict[str, str] = {
    "questions": N_("Identify the questions, collect testimonies of base organisations"),
    "stakeholders": N_("Identify and gather the stakeholders"),
    "diagnosis": N_("Share a diagnosis"),
    "voices": N_("Help every stakeholder to speak"),
    "meetings": N_("Organise the meetings"),
    "spread": N_("Spread the word on the new schemes"),
}


def checklist(kind: str) -> dict[str, str]:
    """What there is to do for a workshop of this kind, in order: the steps of a dialogue, else the tasks of the pole.

    >>> list(checklist("dialogue"))[0], list(checklist("seasonal"))[-1], checklist("other")
    ('questions', 'sponsors', {})
    """
    return {WorkshopKind.SEASONAL.value: POLE_TASKS, WorkshopKind.DIALOGUE.value: DIALOGUE_STEPS}.get(kind, {})

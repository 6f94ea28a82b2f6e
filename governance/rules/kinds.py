"""Kinds of assemblies and of questions (part F.1 of the rules: ordinary, extraordinary, mixed)."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class AssemblyKind(StrEnum):
    """A mixed assembly is one session with two agendas; its quorum and majority are those of each question."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    MIXED = "mixed"


class QuestionKind(StrEnum):
    """By which rules a resolution is decided."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class AssemblyState(StrEnum):
    """Where an assembly stands; derived from its dated moments, never stored."""

    DRAFT = "draft"
    CONVENED = "convened"
    OPEN = "open"
    CLOSED = "closed"


KIND_NAMES = {
    AssemblyKind.ORDINARY: N_("Ordinary general assembly"),
    AssemblyKind.EXTRAORDINARY: N_("Extraordinary general assembly"),
    AssemblyKind.MIXED: N_("Mixed general assembly"),
}
QUESTION_NAMES = {
    QuestionKind.ORDINARY: N_("Ordinary resolution"),
    QuestionKind.EXTRAORDINARY: N_("Extraordinary resolution"),
}


def question_kinds(kind: AssemblyKind) -> tuple[QuestionKind, ...]:
    """What an assembly of this kind may decide: only an extraordinary agenda changes the statutes (L225-96).

    >>> question_kinds(AssemblyKind.ORDINARY)
    (<QuestionKind.ORDINARY: 'ordinary'>,)
    """
    if kind is AssemblyKind.MIXED:
        return (QuestionKind.ORDINARY, QuestionKind.EXTRAORDINARY)
    return (QuestionKind(kind.value),)

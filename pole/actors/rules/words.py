"""The words of the territory: types and levels of actors, kinds of links, as section 6 of the founding study tells them."""

from enum import StrEnum

from foundation.kernel.sentences import N_


class ActorType(StrEnum):
    """What an actor is for the pole."""

    ESS = "ess"
    RESOURCE = "resource"
    PUBLIC = "public"
    FUNDER = "funder"
    OTHER = "other"


class LinkKind(StrEnum):
    """How two actors, or an actor and the pole, work together. MEMBER and PROTOCOL are read where they are kept."""

    PROTOCOL = "protocol"
    MEMBER = "member"
    WORKS_WITH = "works_with"
    SHARED_STAFF = "shared_staff"
    FUNDS = "funds"
    BELONGS = "belongs"
    RENAMED = "renamed"


TYPE_NAMES: dict[ActorType, str] = {
    ActorType.ESS: N_("Social economy"),
    ActorType.RESOURCE: N_("Resource actors"),
    ActorType.PUBLIC: N_("Local authorities, institutions, State"),
    ActorType.FUNDER: N_("Banks and funders"),
    ActorType.OTHER: N_("Others"),
}
LEVEL_NAMES: dict[int, str] = {
    0: N_("Level 0: base organisation"),
    1: N_("Level 1: grouping or federation"),
    2: N_("Level 2: head of network"),
}
LINK_NAMES: dict[LinkKind, str] = {
    LinkKind.PROTOCOL: N_("Cooperation protocol"),
    LinkKind.MEMBER: N_("Member of the cooperative"),
    LinkKind.WORKS_WITH: N_("Work together"),
    LinkKind.SHARED_STAFF: N_("Shared staff"),
    LinkKind.FUNDS: N_("Funds"),
    LinkKind.BELONGS: N_("Belongs to"),
    LinkKind.RENAMED: N_("Name changed to avoid confusion"),
}
WRITTEN_LINKS = (
    LinkKind.WORKS_WITH, LinkKind.SHARED_STAFF, LinkKind.FUNDS, LinkKind.BELONGS, LinkKind.RENAMED,
)  # fmt: skip


def has_level(kind: ActorType) -> bool:
    """Whether actors of this type have a level: those of the social economy do, and a resource actor may be one of them.

    >>> [one.value for one in ActorType if has_level(one)]
    ['ess', 'resource']
    """
    return kind in {ActorType.ESS, ActorType.RESOURCE}

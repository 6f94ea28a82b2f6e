"""How a member is called: on screen, in a sorted list, and in a register that the law wants (French there)."""

from dataclasses import dataclass

from foundation.kernel.sorting import sort_key


@dataclass(frozen=True)
class PersonName:
    """Civil names, and the names in use where they differ (empty: the same)."""

    first_names: str
    last_name: str
    usual_first_name: str = ""
    usage_name: str = ""


def display_name(name: PersonName) -> str:
    """The name a person goes by.

    >>> display_name(PersonName("Anne Marie", "Le Goff", usual_first_name="Annie", usage_name="Kerbrat"))
    'Annie Kerbrat'
    """
    return f"{name.usual_first_name or name.first_names} {name.usage_name or name.last_name}".strip()


def formal_name(name: PersonName) -> str:
    """The civil name for registers and minutes, with the name in use where it differs (in French, as the document is).

    The register and the attendance sheet want name and usual first name.
    Source: C. com. art. R228-9, R225-95.

    >>> formal_name(PersonName("Anne Marie", "Le Goff", usage_name="Kerbrat"))
    'Anne Marie LE GOFF (nom d’usage KERBRAT)'
    """
    civil = f"{name.first_names} {name.last_name.upper()}"
    differs = name.usage_name and sort_key(name.usage_name) != sort_key(name.last_name)
    return f"{civil} (nom d’usage {name.usage_name.upper()})" if differs else civil


def person_sort_key(name: PersonName) -> str:
    """The key by which a person is filed unless they prefer another: last name in use, then first name.

    >>> person_sort_key(PersonName("Évrard", "Œillet"))
    'oeillet evrard'
    """
    return sort_key(f"{name.usage_name or name.last_name} {name.usual_first_name or name.first_names}")


def search_key(*parts: str | None) -> str:
    """All that a search looks through, folded, each part apart.

    >>> search_key("Évrard", None, "evrard@exemple.fr")
    'evrard | evrard@exemple.fr'
    """
    return " | ".join(sort_key(part) for part in parts if part)

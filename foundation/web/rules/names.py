"""Names of people as the pages show them."""


def initials_of(name: str) -> str:
    """Two letters at most, for the round picture beside a name; "?" for nobody.

    >>> initials_of("Désirée Évrard"), initials_of("Jean-Noël de la Tour"), initials_of("Les Amis"), initials_of(" ")
    ('DÉ', 'JT', 'LA', '?')
    """
    words = [word for word in name.replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def tone_of(name: str) -> int:
    """A colour number from 1 to 8 that a name always keeps."""
    return sum(ord(letter) * place for place, letter in enumerate(name, start=1)) % 8 + 1

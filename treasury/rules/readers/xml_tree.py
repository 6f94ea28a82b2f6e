"""XML from a bank, read with every trap shut: no DTD, no entity, no reference outside, no depth without end."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 - the type and the fault; the parser is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

DEEPEST = 60


def parsed(data: bytes) -> Element:
    """The root of the document; a document that is broken, or armed, is refused with a sentence."""
    parser = DefusedXMLParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        raise Refused(
            "armed-xml",
            N_(
                "This XML file declares entities or a document type, which no bank does. It was not read: it may be an attack."
            ),
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise Refused(
            "broken-xml", N_("This XML file is broken: it cannot be read to its end. Fetch it from the bank again.")
        ) from None
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level = [root]
    for _depth in range(DEEPEST):
        level = [child for one in level for child in one]
        if not level:
            return
    raise Refused(
        "broken-xml", N_("This XML file is broken: it cannot be read to its end. Fetch it from the bank again.")
    )


def local(element: Element) -> str:
    """The name of an element without its namespace: versions differ by namespace, hardly by name."""
    return str(element.tag).rpartition("}")[2]


def each(element: Element | None, path: str) -> Iterator[Element]:
    """All elements at "A/B/C", whatever their namespace."""
    if element is None:
        return
    name, _slash, rest = path.partition("/")
    for child in element:
        if local(child) == name:
            if rest:
                yield from each(child, rest)
            else:
                yield child


def first(element: Element | None, *paths: str) -> Element | None:
    """The first element at the first of the paths that leads somewhere."""
    return next((found for path in paths for found in each(element, path)), None)


def said(element: Element | None, *paths: str) -> str:
    """The text there, spaces tidied; empty where there is none."""
    for path in paths:
        for found in each(element, path):
            words = " ".join((found.text or "").split())
            if words:
                return words
    return ""

"""A QR code as a drawing of the page itself: no file, no address of its own, nothing that the security policy must allow."""

from io import BytesIO

import segno
from markupsafe import Markup, escape

QUIET = 4


def qr_code(text: str, title: str) -> Markup:
    """The QR code of `text` (an address) as SVG, black on white with its quiet zone in both schemes, named `title`.

    Error correction of level M: some fifteen hundredths of it may be hidden or blurred, enough from the back of a room.
    """
    drawing = BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(
        drawing, kind="svg", border=QUIET, light="#ffffff", xmldecl=False, svgns=False, omitsize=True, svgclass=None
    )
    picture = drawing.getvalue().decode().strip().replace("<svg", '<svg class="qr-code" role="img"', 1)
    head, rest = picture.split(">", 1)
    return Markup(f"{head}><title>{escape(title)}</title>{rest}")  # noqa: S704 - segno draws, the title is escaped

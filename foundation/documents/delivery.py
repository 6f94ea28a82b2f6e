"""Hand an archived document to a browser: as a file or in the page, never guessed at, never cached by others."""

from flask import Response

from foundation.documents.models import IssuedDocument
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_


def as_response(document: IssuedDocument, *, inline: bool = False) -> Response:
    """The PDF with its name, its fingerprint as entity tag, and no leave to guess what it is or to share it."""
    if not document.content:
        raise NotFound(
            "document-erased",
            N_("Document %(number)s was erased when its time had come: only its fingerprint is kept."),
            number=document.id,
        )
    response = Response(document.content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline" if inline else "attachment", filename=document.filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(document.sha256)
    return response

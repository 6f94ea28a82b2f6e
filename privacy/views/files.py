"""A file of somebody's data on its way out: downloaded, kept by no cache."""

from flask import Response

from privacy.services.handing import Handed


def handed(file: Handed) -> Response:
    """The file as an answer."""
    answer = Response(file.content, mimetype=file.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

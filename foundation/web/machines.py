"""Calls of programs: they speak JSON, show a token and have neither cookies nor forms."""

from flask import request

API = "/api/v1"


def is_machine() -> bool:
    """Whether this request asks for an address of the API (the page `/api`, which explains it, is a page)."""
    return request.path == API or request.path.startswith(f"{API}/")

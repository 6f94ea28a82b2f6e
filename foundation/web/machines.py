"""Calls of programs: they speak JSON, show a token and have neither cookies nor forms."""

from foundation.web.proxies import asked

API = "/api/v1"


def is_machine() -> bool:
    """Whether this request asks for an address of the API (the page `/api`, which explains it, is a page)."""
    path = asked().path
    return path == API or path.startswith(f"{API}/")

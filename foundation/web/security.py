"""The headers of every answer. No page has an inline script or style, so the policy needs no nonce and no exception."""

from flask import Flask, Response, request

from foundation.web.proxies import asked

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
SEALED_POLICY = "default-src 'none'; sandbox"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 31_536_000
_PAIRS = [(name.lower(), (name, value)) for name, value in HEADERS.items()]


def send_security_headers(response: Response) -> Response:
    """Add what a view has not set itself; a page of a person signed in is not kept by any cache."""
    answered = asked()
    already = {name.lower() for name, _value in response.headers}
    response.headers.extend([pair for name, pair in _PAIRS if name not in already])
    if answered.is_secure and "strict-transport-security" not in already:
        response.headers.add("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
    if answered.endpoint == "static":
        _keep_static(response)
    elif "cache-control" not in already:
        response.headers.add("Cache-Control", "private, no-cache")
    return response


def seal(response: Response) -> Response:
    """For a file somebody uploaded: it may not run anything, whatever it holds."""
    response.headers["Content-Security-Policy"] = SEALED_POLICY
    return response


def _keep_static(response: Response) -> None:
    """An address that carries the file's fingerprint (`asset()`) never changes its content."""
    if "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"


def install_headers(app: Flask) -> None:
    """Send the headers with every answer of `app`, error pages included."""
    app.after_request(send_security_headers)

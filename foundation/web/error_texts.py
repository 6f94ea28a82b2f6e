"""What the error pages say, one per status: what happened, why, what to do."""

from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class ErrorText:
    """The words of one status; all are msgids."""

    title: str
    what: str
    to_do: str
    icon: str


ERROR_TEXTS = {
    400: ErrorText(
        N_("This request could not be read"),
        N_("What your browser sent is incomplete, or the page had been open for too long. Nothing was changed."),
        N_("Go back, reload the page and send the form again."),
        "unplug",
    ),
    401: ErrorText(
        N_("Sign in to continue"),
        N_("This page is for members: sign in, and you will come back to it."),
        N_("If you have no account yet, ask your cooperative for one."),
        "log-in",
    ),
    403: ErrorText(
        N_("This page is not open to you"),
        N_("Your account does not give access to this page."),
        N_("If you need it for your work in the cooperative, ask an administrator for the role."),
        "lock",
    ),
    404: ErrorText(
        N_("There is no page here"),
        N_("The address may be mistyped, or what it showed is not yours to see."),
        N_("Check the address, or start again from the home page."),
        "compass",
    ),
    405: ErrorText(
        N_("This address does not work that way"),
        N_("The address exists, but it cannot be opened directly: it only receives a form."),
        N_("Open the page that holds the form and use its button."),
        "split",
    ),
    409: ErrorText(
        N_("Things have moved on"),
        N_("Since you opened the page, its state has changed. Nothing of what you sent was kept."),
        N_("Open the page again to see where things stand, then act again if it still applies."),
        "refresh-cw",
    ),
    413: ErrorText(
        N_("This is too large"),
        N_("The file or text you sent is larger than what is accepted here. Nothing was kept."),
        N_("Send a smaller file: a PDF without its pictures at full size is usually enough."),
        "hard-drive",
    ),
    422: ErrorText(
        N_("This was refused"),
        N_("A rule does not allow what you asked for. Nothing was changed."),
        N_("Go back and correct what is named above."),
        "circle-x",
    ),
    429: ErrorText(
        N_("Too many attempts"),
        N_("Too many requests came from you in a short time, so this one was not treated."),
        N_("Wait a few minutes, then try again."),
        "hourglass",
    ),
    500: ErrorText(
        N_("Something broke on our side"),
        N_("The application met an unexpected fault. It was written down; what you were doing was not kept."),
        N_("Try again in a moment. If it happens again, tell your administrator the time and the page."),
        "triangle-alert",
    ),
    503: ErrorText(
        N_("Back in a moment"),
        N_("The application is being maintained or is very busy. Nothing of what you sent was kept."),
        N_("Wait a minute, then reload the page."),
        "wrench",
    ),
}


def error_text(status: int) -> ErrorText:
    """The words of `status`; an unusual one is told as its family."""
    return ERROR_TEXTS.get(status) or ERROR_TEXTS[500 if status >= 500 else 400]

"""Consents: the texts that members agree to, each version word for word, and the channels by which they say so.

A text is never amended: a new wording is a new version, and what was agreed to stays readable.
"""

from enum import StrEnum

from foundation.kernel.sentences import N_


class ConsentChannel(StrEnum):
    """How a member said so."""

    DESK = "desk"
    PAPER = "paper"
    ONLINE = "online"


CHANNEL_NAMES: dict[ConsentChannel, str] = {
    ConsentChannel.DESK: N_("told the office"),
    ConsentChannel.PAPER: N_("signed paper"),
    ConsentChannel.ONLINE: N_("from the member’s own space"),
}

EMAIL_NOTICES: dict[int, str] = {
    1: N_(
        "I agree to be convened to the general assemblies by e-mail, at the address on record, instead of a letter. I may "
        "change my mind at any time: notices then come by letter again."
    ),
}
LATEST_EMAIL_NOTICES = max(EMAIL_NOTICES)


def text_of(version: int | None) -> str:
    """The text of a version, "" where none was kept.

    Source: C. com. art. R225-63; GDPR art. 7(1) (consent is proved). Example: a paper of before the first text.

    >>> text_of(None), text_of(1)[:7]
    ('', 'I agree')
    """
    return EMAIL_NOTICES.get(version or 0, "")

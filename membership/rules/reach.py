"""How to reach people: e-mails and phones as they are kept, and what a failing e-mail address becomes."""

from enum import StrEnum

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

MOST_FAILURES = 5
DIGITS_OF_A_PHONE = 6


class PointKind(StrEnum):
    """What a contact point is."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


class EmailCondition(StrEnum):
    """What is known of an e-mail address. Nothing is sent to a blocked one."""

    WORKING = "working"
    BOUNCED = "bounced"
    BLOCKED = "blocked"


CONDITION_NAMES: dict[EmailCondition, str] = {
    EmailCondition.WORKING: N_("Works"),
    EmailCondition.BOUNCED: N_("The last mail came back"),
    EmailCondition.BLOCKED: N_("Blocked: mails came back too often"),
}


def checked_email(text: str) -> str:
    """An e-mail address in lower case, empty for an empty text; Refused where it cannot be one. Nothing is looked up.

    >>> checked_email(" Ada.Martin@Exemple.FR ")
    'ada.martin@exemple.fr'
    """
    if not text.strip():
        return ""
    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Refused(
            "email-shape",
            N_("“%(found)s” is not an e-mail address. Write it as name@example.org, or leave it empty."),
            found=text.strip()[:60],
        ) from None
    return found.normalized.lower()


def checked_phone(text: str, country: str = "FR") -> str:
    """A phone as it is dialled from anywhere, empty for an empty text; Refused where no such number can exist.

    A number without "+" is one of `country`.

    >>> checked_phone("02 99 12 34 56"), checked_phone("+32 2 555 12 12")
    ('+33299123456', '+3225551212')
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, country if len(country) == 2 else "FR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refused(
            "phone-shape",
            N_(
                "“%(found)s” is not a phone number. Write ten digits for France, or + and the code of the country "
                "first; or leave it empty."
            ),
            found=text.strip()[:40],
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown_phone(text: str) -> str:
    """A phone as people read it: a French one in pairs, another with its country.

    >>> shown_phone("+33299123456"), shown_phone("+3225551212"), shown_phone("")
    ('02 99 12 34 56', '+32 2 555 12 12', '')
    """
    if not text.startswith("+"):
        return text
    number = phonenumbers.parse(text)
    french = number.country_code == 33
    style = phonenumbers.PhoneNumberFormat.NATIONAL if french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def phone_words(text: str) -> tuple[str, ...]:
    """The ways a phone may be typed in a search, without spaces.

    >>> phone_words("+33299123456")
    ('+33299123456', '0299123456')
    """
    if not text:
        return ()
    compact = shown_phone(text).replace(" ", "")
    return (text,) if compact == text else (text, compact)


def condition_after(state: EmailCondition, failures: int) -> EmailCondition:
    """What an address becomes when `failures` mails in a row came back from it; a blocked one stays so until unblocked.

    >>> [condition_after(EmailCondition.WORKING, count).value for count in (0, 1, 4, 5)]
    ['working', 'bounced', 'bounced', 'blocked']
    """
    if state is EmailCondition.BLOCKED or failures >= MOST_FAILURES:
        return EmailCondition.BLOCKED
    return EmailCondition.BOUNCED if failures else EmailCondition.WORKING

"""What a form says of itself: the terse sentences of WTForms replaced by ours, which say what to do, in both languages."""

from foundation.kernel.sentences import N_, sentence
from foundation.web.language import current_language

OURS: dict[str, str] = {
    "This field is required.": N_("Fill in this field: it is needed."),
    "Not a valid choice.": N_("Choose one of the list."),
    "Invalid Choice: could not coerce.": N_("Choose one of the list."),
    "Not a valid date value.": N_("Choose the day in the calendar, or write it as 2026-06-12."),
    "Not a valid time value.": N_("Write the hour as 18:00."),
    "Not a valid datetime value.": N_("Write the day and the hour, such as 12/06/2026 18:00."),
    "Not a valid integer value.": N_("Write a whole number."),
    "Not a valid decimal value.": N_("Write a number."),
    "Not a valid float value.": N_("Write a number."),
    "Number must be at least %(min)s.": N_("Write a number of %(min)s or more."),
    "Number must be at most %(max)s.": N_("Write a number of %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": N_("Write a number from %(min)s to %(max)s."),
    "Field cannot be longer than %(max)d character.": N_("At most %(max)d characters fit here."),
    "Field must be at least %(min)d character long.": N_("At least %(min)d characters are needed here."),
    "Field must be exactly %(max)d character long.": N_("Exactly %(max)d characters are needed here."),
    "Field must be between %(min)d and %(max)d characters long.": N_("From %(min)d to %(max)d characters fit here."),
    "Invalid email address.": N_("This is not an e-mail address. Write it as name@example.org."),
}


class FormWords:
    """The translations that WTForms asks for; its placeholders stay for it to fill in."""

    def gettext(self, words: str) -> str:
        """Our sentence for one of WTForms, in the reader's language; a sentence that we do not know stays."""
        return sentence(current_language(), OURS.get(words, words))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The same where WTForms counts: our sentences of that kind read well with one as with many."""
        return self.gettext(singular) if singular in OURS or count == 1 else plural

"""The form of an answer: five words and no opinion for each criterion, the grade for the whole, three free texts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length, Optional

from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from pole.evaluations.rules.campaigns import LONG_TEXT
from pole.evaluations.rules.grids import GLOBAL, GLOBAL_LABEL, NO_OPINION, NO_OPINION_WORD, REMARKS, WORDS, Criterion
from pole.evaluations.services.answering import Answer

PREFIX = "c_"


class AnswerForm(BaseForm):
    """What is asked of every action; `answer_form` adds its criteria."""

    keep = TextAreaField(_l("What to keep"), validators=[Length(max=LONG_TEXT)])
    change = TextAreaField(_l("What to change"), validators=[Length(max=LONG_TEXT)])
    stop = TextAreaField(_l("What to stop"), validators=[Length(max=LONG_TEXT)])

    @property
    def grades(self) -> list[tuple[str, Any]]:
        """The fields of the criteria, each with its code, the grade for the whole last."""
        return [(name.removeprefix(PREFIX), one) for name, one in self._fields.items() if name.startswith(PREFIX)]

    def sent(self) -> Answer:
        """What was chosen and written; a criterion without a choice is no opinion."""
        grades = {code: one.data for code, one in self.grades if one.data is not None}
        return Answer(grades, {kind: self[kind].data or "" for kind in REMARKS})

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was just sent, in words: given back where it was not kept, so that nothing typed is lost."""
        chosen = [(str(one.label.text), _word_of(one)) for _code, one in self.grades]
        texts = [(str(self[kind].label.text), (self[kind].data or "").strip()) for kind in REMARKS]
        return [(label, str(said)) for label, said in (*chosen, *texts) if said]


def answer_form(criteria: Sequence[Criterion]) -> AnswerForm:
    """The form of one action, in the language of the reader."""
    language = current_language()
    asked = [(one.code, one.label, one.sentence) for one in criteria] + [(GLOBAL, GLOBAL_LABEL, "")]
    words = [(grade, sentence(language, word)) for grade, word in enumerate(WORDS)]
    words.append((NO_OPINION, sentence(language, NO_OPINION_WORD)))
    fields = {
        f"{PREFIX}{code}": RadioField(
            sentence(language, label),
            coerce=int,
            choices=choices(words),
            validators=[Optional()],
            default=None,
            description=sentence(language, said) if said else "",
        )
        for code, label, said in asked
    }
    return type("AnswerForm", (AnswerForm,), fields)()


def _word_of(one: Any) -> str:
    return next((str(choice.label) for choice in one.choices if choice.value == one.data), "")

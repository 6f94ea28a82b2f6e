"""The settings of the membership: requests online, letters, what is looked at closely."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.fields import EurosField, RatioField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from membership.queries.policy import Policy
from membership.rules.mailings import MAILING_NAMES


class PolicyForm(BaseForm):
    """What leaves by itself, and what waits for somebody to look."""

    online = BooleanField(_l("Receive requests to join online"))
    letters = SelectMultipleField(
        _l("Letters that leave by themselves"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    amount = EurosField(_l("Amount above which a request is looked at"), validators=[Optional()])
    capital = RatioField(_l("Part of the capital above which a request is looked at"), validators=[Optional()])
    public = BooleanField(_l("Look at the requests of public bodies"))
    minors = BooleanField(_l("Look at the requests of minors"))
    abroad = BooleanField(_l("Look at the requests with an address abroad"))

    @classmethod
    def of(cls, policy: Policy) -> "PolicyForm":
        """The form with the settings in force."""
        watch = policy.watch
        form = cls(
            online=policy.online,
            letters=[one.value for one in MAILING_NAMES if policy.writes(one)],
            amount=Money(watch.amount_cents) if watch.amount_cents else None,
            capital=watch.capital_part or None,
            public=watch.public,
            minors=watch.minors,
            abroad=watch.abroad,
        )
        language = current_language()
        form.letters.choices = choices((one.value, sentence(language, name)) for one, name in MAILING_NAMES.items())
        return form

    def values(self) -> dict[str, Any]:
        """The fields as the service takes them; an empty amount or part looks at nothing."""
        wanted = set(self.letters.data or ())
        part = self.capital.data or 0
        return {
            "online": bool(self.online.data),
            "silent": [one.value for one in MAILING_NAMES if one.value not in wanted],
            "watch": {
                "amount_cents": self.amount.data.cents if self.amount.data else 0,
                "capital_thousandths": min(1000, int(part * 1000)),
                "public": bool(self.public.data),
                "minors": bool(self.minors.data),
                "abroad": bool(self.abroad.data),
            },
        }

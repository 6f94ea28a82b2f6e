"""What the bureau chooses for each college too small to be secret: one fieldset a college (`votes/_small_groups.html`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from votes.rules.secrecy import SmallGroup, SmallGroupTerms, SmallGroupWay
from votes.rules.small_group_words import WAY_DETAILS, WAY_NAMES
from votes.rules.small_groups import LONGEST_REASON, SmallCollege, check_group


@dataclass(frozen=True)
class GroupFields:
    """The fields of one college; `into` is the name of the college it would be counted with, empty where none is allowed."""

    college: SmallCollege
    way: Field
    consent: Field
    reason: Field
    into: str


class SmallGroupsForm(BaseForm):
    """Made for the colleges of one vote by `small_groups_form`."""

    colleges: Sequence[SmallCollege] = ()
    terms: SmallGroupTerms = SmallGroupTerms()
    names: Mapping[str, str] = {}

    @property
    def rows(self) -> list[GroupFields]:
        """The fields, college by college."""
        return [
            GroupFields(
                college,
                self[f"way_{place}"],
                self[f"consent_{place}"],
                self[f"reason_{place}"],
                self.names.get(self.terms.merge_into.get(college.id, ""), ""),
            )
            for place, college in enumerate(self.colleges)
        ]

    @property
    def way_details(self) -> dict[str, str]:
        """Each way in plain words, for the page."""
        return {way: sentence(current_language(), text, {}) for way, text in WAY_DETAILS.items()}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Shape first, then whether each way may be chosen for its college."""
        if not super().validate(extra_validators):
            return False
        for row in self.rows:
            if row.way.data == SmallGroupWay.OPEN and not row.consent.data:
                row.consent.errors = [
                    _("Tick it once each member has consented in writing: without that, choose another way.")
                ]
                continue
            try:
                check_group(row.college, self._group(row), self.terms)
            except Refused as refused:
                self.refuse(refused, field=row.reason.name if refused.code == "group-consent" else row.way.name)
        return not self.is_refused

    def groups(self) -> dict[str, SmallGroup]:
        """What was chosen, by college, once the form is valid."""
        return {row.college.id: self._group(row) for row in self.rows}

    def _group(self, row: GroupFields) -> SmallGroup:
        way = SmallGroupWay(row.way.data)
        into = self.terms.merge_into.get(row.college.id, "") if way is SmallGroupWay.MERGED else ""
        return SmallGroup(way, into, (row.reason.data or "").strip(), row.college.name)


def small_groups_form(
    colleges: Sequence[SmallCollege],
    terms: SmallGroupTerms,
    names: Mapping[str, str],
    chosen: Mapping[str, SmallGroup] | None = None,
) -> SmallGroupsForm:
    """The form for these colleges; `names`: of all colleges by id; `chosen`: what was chosen before."""
    fields: dict[str, Any] = {"colleges": tuple(colleges), "terms": terms, "names": names}
    data: dict[str, Any] = {}
    for place, college in enumerate(colleges):
        fields[f"way_{place}"] = RadioField(
            _("What is done for %(college)s?", college=college.name) if college.name else _("What is done?"),
            choices=choices((way, sentence(current_language(), name, {})) for way, name in _offered(college)),
            validators=[InputRequired(_l("Choose one of the ways."))],
        )
        fields[f"consent_{place}"] = BooleanField(
            _l("Each member of this college consented in writing to an open vote")
        )
        fields[f"reason_{place}"] = TextAreaField(_l("Words for the minutes"), validators=[Length(max=LONGEST_REASON)])
        one = (chosen or {}).get(college.id)
        if one is not None:
            data |= {f"way_{place}": str(one.way), f"reason_{place}": one.reason}
            data[f"consent_{place}"] = one.way is SmallGroupWay.OPEN
    made: SmallGroupsForm = type("SmallGroupsForm", (SmallGroupsForm,), fields)(data=data)
    return made


def _offered(college: SmallCollege) -> list[tuple[str, str]]:
    """The ways for a college: those that the statutes do not allow are there too, and are refused with the reason."""
    alone = not college.id
    ways = (SmallGroupWay.OPEN, SmallGroupWay.MERGED, SmallGroupWay.WHOLE, SmallGroupWay.LIMITED)
    return [
        (str(way), WAY_NAMES[way]) for way in ways if not (alone and way in (SmallGroupWay.MERGED, SmallGroupWay.WHOLE))
    ]

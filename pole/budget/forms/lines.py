"""The lines of a plan as people type them: shape only; `rules/checking.py` judges them."""

from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.fields import DayField, EurosField, TypedField
from foundation.web.forms import BaseForm, choices
from foundation.web.language import current_language
from foundation.web.rules.typed import read_share
from pole.budget.rules.checking import Fault, has_decimals, line_faults
from pole.budget.rules.plan import (
    FORM_NAMES,
    HEAD_NAMES,
    KIND_NAMES,
    LONGEST_NOTE,
    MOST_HYPOTHESES,
    MOST_YEARS,
    TYPED_HEADS,
    Cost,
    CostHead,
    Equipment,
    Line,
    Plan,
    Post,
    Resource,
    ResourceKind,
    SkillForm,
)
from pole.budget.rules.tidying import tidy
from pole.budget.rules.words import decimal_text

NO_CHOICE = _l("Choose one of the list.")


def named(names: dict[Any, str]) -> list[tuple[str, str]]:
    """Codes and their names in the reader's language."""
    language = current_language()
    return [(str(code), sentence(language, name)) for code, name in names.items()]


class DecimalField(TypedField):
    """A number with at most three decimals; `data` is a Fraction."""

    fault = _l("Write a number such as 0,75, with at most three decimals.")

    def read(self, text: str) -> Fraction:
        """As people type a share: 0,75 or 3/4."""
        found = read_share(text)
        if not has_decimals(found):
            raise ValueError(text)
        return found

    def write(self, value: Fraction) -> str:
        """With a decimal comma."""
        return decimal_text(value)


class PercentField(DecimalField):
    """A percentage; `data` is the share of one."""

    fault = _l("Write a percentage such as 1,5, with at most one decimal.")

    def read(self, text: str) -> Fraction:
        """1,5 and 1,5 % are both one and a half per cent."""
        found = read_share(text.replace("%", "")) / 100
        if not has_decimals(found):
            raise ValueError(text)
        return found

    def write(self, value: Fraction) -> str:
        """Without its sign."""
        return decimal_text(value * 100)


class LineForm(BaseForm):
    """A line of a plan. `seen`: the version that was on the page when it was opened."""

    seen = IntegerField(widget=HiddenInput())
    label = StringField(_l("Label"))

    def fit(self, plan: Plan) -> None:
        """Offer what this plan offers, year by year."""

    def line(self, key: str, plan: Plan) -> Line:
        """The line that was typed."""
        raise TypeError(f"{type(self).__name__} makes no line of {key!r} over {plan.count} years")

    def field_of(self, name: str) -> Field:
        """The field that a fault is about: "cents:2" is the third of the amounts."""
        first, *more = name.split(":")
        return self[first].entries[int(more[-1])] if more else self[first]

    def judge(self, line: Line) -> bool:
        """Put each fault of the line at its field; whether there is none."""
        faults = line_faults(line)
        for fault in faults:
            self._tell(fault)
        return not faults

    def _tell(self, fault: Fault) -> None:
        field = self.field_of(fault.field)
        field.errors = [*field.errors, sentence(current_language(), fault.message, fault.values)]

    def see(self, revision: int) -> None:
        """The version that is on the page from now on."""
        self.seen.raw_data = None
        self.seen.data = revision


def _fit(field: FieldList, labels: list[str]) -> None:
    """One entry a label, no more and no less, whatever was sent."""
    while len(field.entries) > len(labels):
        field.pop_entry()
    while len(field.entries) < len(labels):
        field.append_entry()
    for entry, label in zip(field.entries, labels, strict=True):
        entry.label.text = label


def _cents(field: FieldList) -> tuple[int, ...]:
    return tuple(entry.data.cents if entry.data else 0 for entry in field.entries)


class AmountsForm(LineForm):
    """A line with one amount a year."""

    note = StringField(_l("Note"), validators=[Length(max=LONGEST_NOTE)])
    cents = FieldList(EurosField(), _l("Amounts"), max_entries=MOST_YEARS)

    def fit(self, plan: Plan) -> None:
        """One amount a year."""
        _fit(self.cents, [str(year) for year in plan.years])


class CostForm(AmountsForm):
    """A line of costs."""

    head = RadioField(_l("Head"), validators=[InputRequired(NO_CHOICE)])
    form = SelectField(_l("In which form, for other skills"), default="")

    def fit(self, plan: Plan) -> None:
        """Heads that are typed, forms of the other skills."""
        super().fit(plan)
        self.head.choices = choices(named({head: HEAD_NAMES[head] for head in TYPED_HEADS}))
        self.form.choices = choices([("", "–"), *named(dict(FORM_NAMES))])

    @staticmethod
    def shown(line: Cost) -> dict[str, object]:
        """What the fields hold for a line."""
        form = line.form.value if line.form else ""
        cents = [Money(one) for one in line.cents]
        return {"label": line.label, "note": line.note, "head": line.head.value, "form": form, "cents": cents}

    def line(self, key: str, plan: Plan) -> Cost:
        """The cost that was typed; a form is kept for the other skills alone."""
        head = CostHead(self.head.data)
        form = SkillForm(self.form.data) if self.form.data and head is CostHead.OTHER_SKILLS else None
        return Cost(key, head, tidy(self.label.data), _cents(self.cents), form, tidy(self.note.data))


class ResourceForm(AmountsForm):
    """A line of resources."""

    kind = RadioField(_l("Kind"), validators=[InputRequired(NO_CHOICE)])
    funder = StringField(_l("Funder, for public and private money"))

    def fit(self, plan: Plan) -> None:
        """Every kind of resource."""
        super().fit(plan)
        self.kind.choices = choices(named(dict(KIND_NAMES)))

    @staticmethod
    def shown(line: Resource) -> dict[str, object]:
        """What the fields hold for a line."""
        cents = [Money(one) for one in line.cents]
        kind, funder = line.kind.value, line.funder
        return {"label": line.label, "note": line.note, "kind": kind, "funder": funder, "cents": cents}

    def line(self, key: str, plan: Plan) -> Resource:
        """The resource that was typed."""
        kind = ResourceKind(self.kind.data)
        words = tidy(self.label.data), tidy(self.funder.data), tidy(self.note.data)
        return Resource(key, kind, words[0], _cents(self.cents), words[1], words[2])


class PostForm(LineForm):
    """A permanent post: its cost, its raise, its part of a full-time post under each hypothesis."""

    full_time = EurosField(_l("Cost of a full-time post in the first year, charges of the employer included"))
    raise_ = PercentField(_l("Raise a year, per cent"))
    share = FieldList(DecimalField(), _l("Part of a full-time post"), max_entries=MOST_YEARS * MOST_HYPOTHESES)

    def fit(self, plan: Plan) -> None:
        """One part a hypothesis and a year."""
        self.codes, self.count = plan.codes, plan.count
        _fit(self.share, [f"{code} {year}" for code in plan.codes for year in plan.years])

    @staticmethod
    def shown(line: Post) -> dict[str, object]:
        """What the fields hold for a post."""
        share = [one for shares in line.shares.values() for one in shares]
        return {"label": line.label, "full_time": Money(line.full_time_cents), "raise_": line.raise_, "share": share}

    def line(self, key: str, plan: Plan) -> Post:
        """The post that was typed."""
        held = [entry.data or Fraction(0) for entry in self.share.entries]
        shares = {
            code: tuple(held[rank * plan.count : (rank + 1) * plan.count]) for rank, code in enumerate(plan.codes)
        }
        cents = self.full_time.data.cents if self.full_time.data else 0
        return Post(key, tidy(self.label.data), cents, self.raise_.data or Fraction(0), shares)

    def field_of(self, name: str) -> Field:
        """A fault of "share:B:1" is at the second year of B."""
        first, *more = name.split(":")
        if first == "share":
            return self.share.entries[self.codes.index(more[0]) * self.count + int(more[1])]
        return self["raise_" if first == "raise" else first]


class EquipmentForm(LineForm):
    """A thing bought."""

    price = EurosField(_l("Price"), validators=[DataRequired(_l("Write the price of the equipment, above zero."))])
    in_use_on = DayField(_l("In use on"), validators=[DataRequired(_l("Choose the day from which it is in use."))])
    years = IntegerField(
        _l("Years of use"), default=3, validators=[InputRequired(_l("Write a whole number of years."))]
    )

    @staticmethod
    def shown(line: Equipment) -> dict[str, object]:
        """What the fields hold for a thing."""
        return {"label": line.label, "price": Money(line.cents), "in_use_on": line.in_use_on, "years": line.years}

    def line(self, key: str, plan: Plan) -> Equipment:
        """The thing that was typed."""
        data: Any = self.data
        return Equipment(key, tidy(self.label.data), data["price"].cents, data["in_use_on"], data["years"])

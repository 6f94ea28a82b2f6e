"""The programme and the contributions as the lines of a sheet, every field a column."""

from datetime import date

from flask_babel import gettext as _

from foundation.kernel.money import Money
from foundation.kernel.sentences import sentence
from foundation.web.language import current_language
from membership.presentation import Naming, naming_on
from pole.programme.queries.actions import ActionNow, actions_now
from pole.programme.queries.contributions import ContributionNow, count_behind, every_contribution
from pole.programme.rules.contributions import FATE_NAMES, KIND_NAMES, ContributionKind
from pole.programme.rules.states import STATE_NAMES

Sheet = tuple[list[str], list[list[object]]]


def action_rows(on: date) -> Sheet:
    """Every action in the order of the programme."""
    header = [
        *(_("Number"), _("Axis"), _("Name of the axis"), _("Title"), _("What is done, and why"), _("For whom")),
        *(
            _("Themes"),
            _("Needs served"),
            _("Carried by"),
            _("Who answers for it"),
            _("College"),
            _("State"),
            _("Since"),
        ),
        *(_("Money planned"), _("Money spent"), _("Hours planned"), _("Hours spent"), _("Begins on"), _("Ends on")),
        *(_("Merged into no."), _("Contributions"), _("Evidence")),
    ]
    naming, behind = naming_on(on), count_behind()
    return header, [_action_row(one, naming, behind.get(one.id, 0)) for one in actions_now()]


def _action_row(one: ActionNow, naming: Naming, contributions: int) -> list[object]:
    said = one.said
    proofs = [fact.text for fact in one.facts if fact.kind == "evidence"]
    return [
        *(one.number, one.axis.code, one.axis.label, said.title, said.text, said.target_public),
        *(" ; ".join(said.themes), " ; ".join(said.needs), said.owner_actor.name if said.owner_actor else ""),
        *(said.owner_name, naming.college(said.college)),
        *(sentence(current_language(), STATE_NAMES[one.state]), one.state_since),
        *(Money(said.planned_cents), Money(one.spent_cents), said.planned_hours, one.spent_hours),
        *(said.starts_on, said.ends_on, one.merged_into, contributions, " ; ".join(proofs)),
    ]


def contribution_rows(on: date) -> Sheet:
    """Every contribution in the order of their numbers, with its origin and what became of it."""
    header = [
        *(_("Number"), _("Kind"), _("Said on"), _("In a line"), _("What was said"), _("Need"), _("Organisation")),
        *(_("Origin, in words"), _("Who spoke"), _("College"), _("Web address"), _("What became of it")),
        *(_("Behind actions no."), _("Merged into no.")),
    ]
    naming = naming_on(on)
    return header, [_contribution_row(one, naming) for one in every_contribution()]


def _contribution_row(now: ContributionNow, naming: Naming) -> list[object]:
    one, language = now.contribution, current_language()
    return [
        *(one.number, sentence(language, KIND_NAMES[ContributionKind(one.kind)]), one.given_on, one.title, one.text),
        *(one.need, one.origin_actor.name if one.origin_actor else "", one.origin, one.person_name),
        *(naming.college(one.college), one.address, sentence(language, FATE_NAMES[now.fate])),
        *(", ".join(str(number) for number in now.actions), now.merged_into),
    ]

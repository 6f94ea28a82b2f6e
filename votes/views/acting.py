"""The acts that who runs votes may do on a vote: how each is named in its address, what it asks, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation.kernel.sentences import N_
from votes.forms.life import DisputeForForm, ExtendForm, ReasonForm, RemarkForm
from votes.rules.life import ActKind
from votes.services import acts, publishing
from votes.services.act_writing import Acting


@dataclass(frozen=True)
class ActPage:
    """One act: its kind, its title and what it brings about, its form, what it does, what is said once it is done.

    `grave`: it cannot be undone and takes something away.
    """

    kind: ActKind
    title: str
    lead: str
    form: type[ReasonForm] | type[RemarkForm]
    act: Callable[[int, Acting, Any], object]
    done: str
    icon: str
    grave: bool = False


ACT_PAGES: dict[str, ActPage] = {
    "prolonger": ActPage(
        ActKind.EXTENDED,
        N_("Extend the vote"),
        N_("The closing time only ever moves later. Members see the new time, who moved it and why."),
        ExtendForm,
        lambda box_id, acting, form: acts.extend(box_id, form.until.data, acting),
        N_("The vote is extended."),
        "calendar-clock",
    ),
    "finir": ActPage(
        ActKind.ENDED,
        N_("Take no more ballots"),
        N_(
            "The vote takes no ballot any more, on paper or online. Two persons count those on paper, each on their own; then "
            "the vote is counted."
        ),
        RemarkForm,
        lambda box_id, acting, _form: acts.end_by_hand(box_id, acting),
        N_("The vote takes no more ballots: those on paper can be counted."),
        "lock",
    ),
    "confirmer": ActPage(
        ActKind.CONFIRMED_SMALL,
        N_("Count the few ballots all the same"),
        N_(
            "In a college with so few ballots, the total tells how some or all of them voted. The officers decide that it is "
            "counted all the same; the decision and its reason stand with the result and in the minutes."
        ),
        ReasonForm,
        lambda box_id, acting, _form: acts.confirm_few(box_id, acting),
        N_("The decision is written: the vote can be counted."),
        "users",
    ),
    "abandonner": ActPage(
        ActKind.CANCELLED,
        N_("Cancel the vote"),
        N_(
            "The vote takes no more ballots and is never counted: nobody will know what was cast. It cannot be taken back."
        ),
        ReasonForm,
        lambda box_id, acting, _form: acts.cancel(box_id, acting),
        N_("The vote is cancelled."),
        "ban",
        grave=True,
    ),
    "publier": ActPage(
        ActKind.PUBLISHED,
        N_("Publish the result"),
        N_("Every member sees the result from now on, and may contest it. It cannot be taken back."),
        RemarkForm,
        lambda box_id, acting, _form: publishing.publish(box_id, acting),
        N_("The result is published."),
        "megaphone",
    ),
    "contester-pour": ActPage(
        ActKind.CONTESTED,
        N_("Record a contest"),
        N_(
            "For a letter that came in time, a member without an account, or a court’s decision: say whose it is and its reason."
        ),
        DisputeForForm,
        lambda box_id, acting, form: publishing.dispute_for(box_id, form.whom.data, acting),
        N_("The contest is recorded."),
        "flag",
    ),
    "archiver": ActPage(
        ActKind.ARCHIVED,
        N_("Archive the vote"),
        N_("The file is closed: nothing more is expected of this vote. Its result stays where it is."),
        RemarkForm,
        lambda box_id, acting, _form: publishing.archive(box_id, acting),
        N_("The vote is archived."),
        "archive",
    ),
}
ANSWERS: dict[str, ActPage] = {
    "rejeter": ActPage(
        ActKind.SETTLED,
        N_("Let the result stand"),
        N_("The contest is answered: the result stands. The answer is read by every member beside the result."),
        ReasonForm,
        lambda box_id, acting, form: publishing.reject_dispute(box_id, form.dispute_id, acting),
        N_("The contest is answered."),
        "check",
    ),
    "annuler": ActPage(
        ActKind.ANNULLED,
        N_("Annul the vote"),
        N_(
            "The vote loses its effect for good. Its result stays readable, said to be annulled. It cannot be taken back."
        ),
        ReasonForm,
        lambda box_id, acting, form: publishing.annul(box_id, form.dispute_id, acting),
        N_("The vote is annulled."),
        "ban",
        grave=True,
    ),
}

"""The appeal of who was excluded: lodged, then upheld, overturned or withdrawn. The law and the statutes let one contest."""

from enum import StrEnum

from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_


class AppealStep(StrEnum):
    """What may happen to an appeal. Upheld: the exclusion stands; overturned: it never was."""

    LODGED = "lodged"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"


STEP_NAMES: dict[AppealStep, str] = {
    AppealStep.LODGED: N_("Appeal lodged"),
    AppealStep.UPHELD: N_("Appeal rejected: the exclusion stands"),
    AppealStep.OVERTURNED: N_("Appeal allowed: the exclusion is taken back"),
    AppealStep.WITHDRAWN: N_("Appeal withdrawn"),
}
ANSWERS: tuple[AppealStep, ...] = (AppealStep.UPHELD, AppealStep.OVERTURNED, AppealStep.WITHDRAWN)


def check_step(last: str | None, step: AppealStep) -> None:
    """Refuse a step that cannot follow: an answer without an appeal, an appeal while one waits or once one was judged.

    Who withdrew an appeal may lodge another. Source: C. com. art. L231-6 al. 2; rights of the defence.

    >>> check_step(None, AppealStep.LODGED), check_step("withdrawn", AppealStep.LODGED)
    (None, None)
    >>> check_step("upheld", AppealStep.LODGED)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.StateMoved: ...
    """
    fits = last in (None, AppealStep.WITHDRAWN) if step is AppealStep.LODGED else last == AppealStep.LODGED
    if not fits:
        raise StateMoved(
            "appeal-moved",
            N_(
                "The appeal is not where this page thought: read the page again. One exclusion is judged once on appeal."
            ),
        )

"""What only the board can tell, and from which checks need it: each a dated declaration, never overwritten."""

from dataclasses import dataclass

from foundation.kernel.sentences import N_

COUNT, CENTS, DAY, YES_NO = "count", "cents", "day", "yes_no"


@dataclass(frozen=True)
class Declaration:
    """One thing to declare: its key, its kind (a count, cents, a day, yes or no), its label and the rules that read it."""

    key: str
    kind: str
    label: str
    rules: tuple[int, ...]


DECLARATIONS = (
    Declaration("headcount", COUNT, N_("Number of employees of the cooperative"), (3,)),
    Declaration("year_closed_on", DAY, N_("Last financial year closed on"), (24, 40)),
    Declaration("documents_on", DAY, N_("Documents of the next assembly at the members’ disposal since"), (28,)),
    Declaration("proposals_left_out", COUNT, N_("Members’ resolutions received in time and not on the agenda"), (29,)),
    Declaration("proposals_unanswered", COUNT, N_("Members’ resolutions not acknowledged within five days"), (29,)),
    Declaration("accounts_filed_on", DAY, N_("Accounts of that year filed with the registry on"), (40,)),
    Declaration("filed_online", YES_NO, N_("Accounts filed online"), (40,)),
    Declaration("result_cents", CENTS, N_("Result of that year"), (42,)),
    Declaration("losing_years", COUNT, N_("Years with a loss in a row, that year included"), (42,)),
    Declaration("equity_cents", CENTS, N_("Equity in the balance sheet of that year"), (44,)),
    Declaration("equity_assembly_on", DAY, N_("Assembly called for that equity, on"), (44,)),
    Declaration("scic_since", DAY, N_("Registered as a SCIC on"), (42,)),
    Declaration("revised_on", DAY, N_("Date of the last cooperative revision report"), (42, 43)),
    Declaration("revision_shown_on", DAY, N_("Assembly to which that report was presented, on"), (43,)),
)

BY_KEY: dict[str, Declaration] = {one.key: one for one in DECLARATIONS}
DECLARED_RULES: frozenset[int] = frozenset(rule for one in DECLARATIONS for rule in one.rules)

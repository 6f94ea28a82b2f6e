"""What only the board can tell, and from which checks need it: each a dated declaration, never overwritten."""

from dataclasses import dataclass

from foundation.kernel.sentences import N_


@dataclass(frozen=True)
class Declaration:
    """One thing to declare: its key, its kind ("count", "cents", "day"), its label and the rules that read it."""

    key: str
    kind: str
    label: str
    rules: tuple[int, ...]


DECLARATIONS = (
    Declaration("headcount", "count", N_("Number of employees of the cooperative"), (3,)),
    Declaration("year_closed_on", "day", N_("Last financial year closed on"), (24, 40)),
    Declaration("accounts_filed_on", "day", N_("Accounts of that year filed with the registry on"), (40,)),
    Declaration("filed_online", "count", N_("Filed online (1: yes, 0: no)"), (40,)),
    Declaration("result_cents", "cents", N_("Result of that year"), (42, 44)),
    Declaration("equity_cents", "cents", N_("Equity in the balance sheet of that year"), (44,)),
    Declaration("losing_years", "count", N_("Years with a loss in a row, that year included"), (42,)),
    Declaration("revised_on", "day", N_("Date of the last cooperative revision report"), (42, 43)),
    Declaration("revision_shown_on", "day", N_("Assembly to which that report was presented, on"), (43,)),
)

BY_KEY: dict[str, Declaration] = {one.key: one for one in DECLARATIONS}

"""The importer of share movements, for the import studio and the command line."""

from foundation.kernel.sentences import N_
from shares.rules.sheet_fields import MOVEMENT_FIELDS
from shares.services.import_planning import plan_movements
from shares.services.import_writing import take_movements_back, write_movements
from spreadsheets.registry import Importer, declare

MOVEMENTS = declare(
    Importer(
        name="movements",
        title=N_("Import of share movements"),
        fields=MOVEMENT_FIELDS,
        plan=plan_movements,
        write=write_movements,
        take_back=take_movements_back,
    )
)

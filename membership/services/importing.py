"""The importer of members, for the import studio and the command line."""

from foundation.kernel.sentences import N_
from membership.rules.sheet_fields import MEMBER_FIELDS
from membership.services.import_planning import plan_members
from membership.services.import_undoing import take_members_back
from membership.services.import_writing import write_members
from spreadsheets.registry import Importer, declare

MEMBERS = declare(
    Importer(
        name="members",
        title=N_("Import of members"),
        fields=MEMBER_FIELDS,
        plan=plan_members,
        write=write_members,
        take_back=take_members_back,
    )
)

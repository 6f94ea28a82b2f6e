"""An assembly in preparation is nobody's to know but those who prepare it."""

from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Assembly
from governance.queries.assemblies import assembly_by_id
from governance.rules.kinds import AssemblyState


def visible_assembly(assembly_id: int) -> Assembly:
    """The assembly, if the reader may know of it; else NotFound, as for one that does not exist."""
    found = assembly_by_id(assembly_id)
    if found.state is AssemblyState.DRAFT and not current_user.can(Permission.ASSEMBLY_PREPARE):
        raise NotFound("assembly", N_("This assembly does not exist. See the list of assemblies."))
    return found

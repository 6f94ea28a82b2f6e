"""`scic votes export ID`: the count file of a closed vote, from the database."""

import click

from foundation.kernel.console import with_application
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from votes import queries


@click.command("export")
@click.argument("box_id", metavar="ID", type=int)
@click.option("--json", "_as_json", is_flag=True, help="The count file is JSON already: changes nothing.")
@with_application
def export(box_id: int, *, _as_json: bool) -> None:
    """Print the count file (scic-count/1) of a closed vote: it names no voter and anyone can recount it.

    Exit status: 0 printed; 2 no such vote, or not closed yet.
    """
    queries.get_box(box_id)
    stored = queries.stored_result(box_id)
    if stored is None:
        raise StateMoved(
            "box-not-closed", N_("Vote %(box)s is not closed: close it first, then export it."), box=box_id
        )
    click.echo(stored.count_file, nl=False)

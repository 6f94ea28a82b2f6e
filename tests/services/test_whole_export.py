"""`scic export FILE`: everything in an open format (row 84); each table is in it, or left out for a reason that is said."""

import csv
import io
import json
import zipfile
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from foundation.documents.models import IssuedDocument
from foundation.jobs.models import Job
from foundation.jobs.rules.lives import JobState
from foundation.jobs.runner import run_job
from foundation.kernel import audit
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.mailing.models import Mail
from foundation.web.transaction import transaction
from scic.export_choices import COLUMNS_LEFT_OUT, SECRET_ROWS, TABLES_LEFT_OUT
from scic.export_cli import export
from scic.export_job import ask_export, forget_exports, place_of
from scic.export_writing import cell_of, columns_of, exported_tables, write_export
from scic.portable import plain_type
from tests.factories.accounts import make_account
from tests.factories.membership import RECORDED, make_member, make_organisation, make_person, make_statutes
from tests.factories.shares import hold


def quiet(_table, _rows):
    """Nobody watches."""


@pytest.fixture(autouse=True)
def house(own_app):
    """Commits are real: a file is read through a connection of its own."""
    with own_app.app_context():
        yield own_app


class Door:
    """What a command opens to reach the application."""

    def application(self):
        return nullcontext()


@pytest.fixture
def exported(tmp_path):
    """A small cooperative, written out."""
    with transaction():
        make_statutes()
        member = make_member(make_person("Loïc", "Guéguen", town='Plouha, dit "le bourg"'))
        hold(member, 3)
        make_organisation("=Lien du Pont")
        make_account("Solenn Tanguy")
        db.session.add(a_mail(secret=True))
        db.session.add(a_mail(secret=False))
    path = tmp_path / "tout.zip"
    write_export(path, at=RECORDED, progress=quiet)
    return zipfile.ZipFile(path)


def a_mail(*, secret: bool) -> Mail:
    return Mail(
        to_address="x@vallon.example", to_name="", language="fr", template="x", event="x", subject_ref="x", subject="x",
        body_text="https://vallon.example/lien/abcdef", secret=secret, message_id=f"<{secret}@x>", queued_at=RECORDED,
        state="failed",
    )  # fmt: skip


def rows_of(archive, table):
    text = archive.read(f"tables/{table}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_table_is_exported_or_left_out_for_a_reason():
    names = {table.name for table in db.metadata.sorted_tables}
    exported = {table.name for table in exported_tables()}
    assert exported | TABLES_LEFT_OUT.keys() == names
    assert not exported & TABLES_LEFT_OUT.keys()
    assert all(reason.strip() for reason in [*TABLES_LEFT_OUT.values(), *COLUMNS_LEFT_OUT.values()])


def test_what_is_named_as_left_out_exists():
    columns = {(table.name, column.name) for table in db.metadata.sorted_tables for column in table.columns}
    assert COLUMNS_LEFT_OUT.keys() <= columns
    assert {(table, name) for table, (mark, names) in SECRET_ROWS.items() for name in (mark, *names)} <= columns


def test_columns_that_sound_like_secrets_are_left_out():
    words = ("password", "token", "secret_key")
    kept = [
        f"{table.name}.{column.name}"
        for table in exported_tables()
        for column in columns_of(table)
        if any(word in column.name for word in words)
    ]
    assert kept == []


def test_the_file_holds_every_row_of_every_table_with_its_schema(exported):
    package = json.loads(exported.read("datapackage.json"))
    described = {one["name"]: one for one in package["resources"]}
    for table in exported_tables():
        rows = rows_of(exported, table.name)
        assert len(rows) == db.session.scalar(select(func.count()).select_from(table)), table.name
        fields = [field["name"] for field in described[table.name]["schema"]["fields"]]
        header = exported.read(f"tables/{table.name}.csv").decode().splitlines()[0].split(",")
        assert header == fields == [column.name for column in columns_of(table)]
    assert described["member"]["schema"]["foreignKeys"]


def test_values_come_back_as_they_were(exported):
    [person] = rows_of(exported, "person")
    assert (person["first_names"], person["town"]) == ("Loïc", 'Plouha, dit "le bourg"')
    [movement, *_rest] = rows_of(exported, "share_movement")
    assert (movement["shares"], movement["subscribed_cents"]) == ("3", "6000")
    assert rows_of(exported, "organisation")[0]["name"] == "'=Lien du Pont"
    assert cell_of(None) == ""
    assert cell_of("") == '""'


def test_secrets_are_not_in_the_file(exported):
    assert "password_hash" not in rows_of(exported, "account")[0]
    bodies = {row["secret"]: row["body_text"] for row in rows_of(exported, "mail")}
    assert bodies == {"true": "(secret)", "false": "https://vallon.example/lien/abcdef"}
    assert not [name for name in exported.namelist() if "votes_ballot" in name or "sign_in" in name]


def test_no_tally_of_the_paper_ballots_of_a_college_leaves_beside_the_list_of_who_voted(exported):
    """The marks say who took one: with what these said, a small college's votes would be known."""
    assert "tables/votes_mark.csv" in exported.namelist()
    assert not [name for name in exported.namelist() if "paper_count" in name]


def test_the_readme_is_in_french_and_says_what_is_left_out(exported):
    text = exported.read("LISEZ-MOI.txt").decode()
    assert all(table in text for table in TABLES_LEFT_OUT)


def test_documents_are_files_and_the_table_names_them(tmp_path):
    with transaction():
        db.session.add(
            IssuedDocument(
                kind="minutes",
                subject="assembly:1",
                title="PV",
                template="proces-verbal",
                params={},
                params_sha256="0" * 64,
                language="fr",
                content=b"%PDF-1.7 x",
                size=10,
                sha256="0" * 64,
                issued_at=RECORDED,
                issued_by_id=None,
                issued_by_name="x",
            )
        )
    made = write_export(tmp_path / "x.zip", at=RECORDED, progress=quiet)
    archive = zipfile.ZipFile(tmp_path / "x.zip")
    [row] = rows_of(archive, "issued_document")
    assert archive.read(row["content"]) == b"%PDF-1.7 x"
    assert row["content"].endswith(".pdf")
    assert made.files == 1


def test_a_place_that_is_taken_is_left_as_it_is(tmp_path):
    (tmp_path / "x.zip").write_text("mine")
    with pytest.raises(Refused):
        write_export(tmp_path / "x.zip", at=RECORDED, progress=quiet)
    assert (tmp_path / "x.zip").read_text() == "mine"


def test_the_file_is_for_its_owner_alone(tmp_path):
    write_export(tmp_path / "x.zip", at=RECORDED, progress=quiet)
    assert (tmp_path / "x.zip").stat().st_mode & 0o077 == 0


def test_no_column_has_a_type_the_schema_does_not_know():
    unknown = [
        f"{table.name}.{column.name}"
        for table in exported_tables()
        for column in columns_of(table)
        if type(plain_type(column.type)).__name__
        not in {"String", "Text", "Integer", "BigInteger", "Boolean", "Date", "DateTime", "UtcDateTime", "LargeBinary"}
    ]
    assert unknown == []


def test_the_command_writes_the_file_and_the_trail_keeps_why(tmp_path):
    done = CliRunner().invoke(export, [str(tmp_path / "x.zip"), "--motive", "Départ"], obj=Door())
    assert done.exit_code == 0, done.output
    told = db.session.query(audit.AuditEntry).filter_by(tag="privacy:whole:exported").one()
    assert (told.actor_name, told.details["motive"]) == (SYSTEM.name, "Départ")


def test_the_job_writes_the_file_once_and_a_day_later_it_is_gone(house):
    """Asked on a page: the worker writes it, its reason is told, and it does not lie about."""
    with transaction():
        job = ask_export("Copie annuelle", actor=SYSTEM, at=RECORDED)
        number = job.id
    run_job(number, clock=lambda: RECORDED)
    assert db.session.get(Job, number).state == JobState.DONE, db.session.get(Job, number).error
    assert "tables/member.csv" in zipfile.ZipFile(place_of(number)).namelist()
    told = db.session.query(audit.AuditEntry).filter_by(tag="privacy:whole:exported").one()
    assert told.details["motive"] == "Copie annuelle"
    later = SimpleNamespace(at=now() + timedelta(days=2))
    forget_exports(SimpleNamespace(at=now()))
    assert place_of(number).exists()
    forget_exports(later)
    assert not place_of(number).exists()

"""The whole system in one file, and back, on both engines and across them."""

import hashlib
import json
import shutil
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select, text

from foundation.jobs import registry
from foundation.jobs.registry import Kind
from foundation.jobs.services import enqueue
from foundation.kernel.audit import SYSTEM, AuditEntry, first_broken_entry, record
from foundation.kernel.db import canonical_json, db
from foundation.kernel.errors import Refused
from foundation.kernel.settings import get_settings, picture, save_picture, save_settings
from foundation.mailing.letters import Attachment
from foundation.mailing.models import Mail, MailFile
from foundation.web.transaction import transaction
from scic.backup import FORMAT, NOT_OURS, write_backup
from scic.backup_cli import backup, restore
from scic.restoration import UnusableBackup, restore_backup
from tests.databases import SqliteDatabases, application, close
from tests.factories.mails import a_mail, test_templates

LOGO = bytes(range(256))


def quiet(_table, _rows):
    """Nobody looks at the progress."""


def furnish(at):
    """Real data of each kind: text, moments, bytes, JSON, numbers, links, facts."""
    with transaction():
        save_settings({"name": "Les Tilleuls — œuvre d’été", "smtp_port": 2525}, at=at)
        save_picture("logo", media_type="image/png", data=LOGO, at=at)
        for number in range(30):
            details = {"shares": number, "name": "Éloïse\n\u2028« d’été »", "nothing": None}
            record(
                "test:thing:done",
                f"thing:{number}",
                actor=SYSTEM,
                at=at + timedelta(microseconds=number),
                details=details,
            )
        a_mail(at, attachments=[Attachment("a.pdf", "application/pdf", LOGO)], dedupe="once")
        a_mail(at, to="bob@example.org", secret=True)
        enqueue("test", {"ratio": "7/12"}, actor=SYSTEM, at=at)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(registry.KINDS, "test", Kind("test", "A test", lambda _context: None))


@pytest.fixture
def coop(own_app, at):
    with own_app.app_context(), test_templates(own_app):
        furnish(at)
        yield own_app


@pytest.fixture
def saved(coop, at, tmp_path):
    path = tmp_path / "coop.scic-backup"
    write_backup(path, at=at, progress=quiet)
    return path


@pytest.fixture
def elsewhere(databases, tmp_path):
    """A second, empty cooperative on the same engine."""
    app = application(databases.migrated(), tmp_path / "elsewhere")
    yield app
    close(app)


def everything():
    """Every row of every table, as the file writes them."""
    tables = {}
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        tables[table.name] = [canonical_json({key: str(value) for key, value in row.items()}) for row in rows]
    db.session.rollback()
    return tables


def edit(path: Path, name: str, change):
    """Rewrite one file of the zip."""
    copy = path.with_suffix(".edited")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name else data)
    shutil.move(copy, path)


def edit_manifest(path, **changes):
    edit(path, "manifest.json", lambda data: json.dumps(json.loads(data) | changes).encode())


def faults_of(path):
    with pytest.raises(UnusableBackup) as caught:
        restore_backup(path, progress=quiet)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    db.session.rollback()
    return [(fault.code, fault.values.get("table")) for fault in caught.value.faults]


def test_everything_comes_back_to_the_last_byte(coop, saved, elsewhere):
    before = everything()
    with elsewhere.app_context():
        restore_backup(saved, progress=quiet)
        assert everything() == before
        assert picture("logo").data == LOGO
        assert get_settings().smtp_port == 2525
        assert first_broken_entry() is None


def test_life_goes_on_after_a_restore(saved, elsewhere, at):
    with elsewhere.app_context(), test_templates(elsewhere):
        restore_backup(saved, progress=quiet)
        with transaction():
            record("test:thing:done", "thing:new", actor=SYSTEM, at=at)
            new = a_mail(at, to="new@example.org").id
            assert a_mail(at, dedupe="once").id != new
        assert first_broken_entry() is None
        assert db.session.scalar(select(func.max(Mail.id))) == new


def test_facts_are_guarded_again_after_a_restore(saved, elsewhere):
    with elsewhere.app_context():
        restore_backup(saved, progress=quiet)
        with pytest.raises(Exception, match="append-only"):
            db.session.execute(text("UPDATE audit_entry SET tag = 'x'"))
        db.session.rollback()


def test_the_manifest_says_what_is_inside(coop, saved, at):
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        lines = archive.read("tables/audit_entry.jsonl").splitlines()
    assert manifest["format"] == FORMAT == "scic-backup/1"
    assert manifest["made_at"] == at.isoformat(timespec="seconds")
    counts = {table["name"]: table["rows"] for table in manifest["tables"]}
    assert counts["audit_entry"] == len(lines) == 30
    assert json.loads(lines[3])["at"] == (at + timedelta(microseconds=3)).isoformat()
    assert set(counts) == set(db.metadata.tables)
    assert not NOT_OURS & set(counts)


def test_only_its_owner_may_read_a_backup(saved):
    assert saved.stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_never_overwritten(coop, saved, at):
    before = saved.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        write_backup(saved, at=at, progress=quiet)
    assert saved.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(coop, at, tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        write_backup(tmp_path / "no-such-folder" / "x", at=at, progress=quiet)


def test_a_backup_that_fails_half_way_leaves_no_file(coop, at, tmp_path):
    def fail(table, _rows):
        if table == "mail":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_backup(tmp_path / "x", at=at, progress=fail)
    assert not list(tmp_path.glob("*x*"))


def test_a_table_that_we_do_not_know_is_left_out_and_named(coop, at, tmp_path):
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE of_somebody_else (id INTEGER)")
    made = write_backup(tmp_path / "x", at=at, progress=quiet)
    assert made.manifest.left_out == ("of_somebody_else",)


def test_a_database_that_holds_anything_is_left_as_it_is(coop, saved):
    before = everything()
    with pytest.raises(Refused, match="holds rows already"):
        restore_backup(saved, progress=quiet)
    assert everything() == before


def test_a_database_without_tables_is_told_what_to_type(databases, saved, tmp_path):
    app = application(databases.empty(), tmp_path / "bare")
    with app.app_context(), pytest.raises(Refused, match="scic db upgrade"):
        restore_backup(saved, progress=quiet)
    close(app)


def test_a_truncated_file_is_refused(saved, elsewhere):
    whole = saved.read_bytes()
    with elsewhere.app_context():
        for length in (0, 10, len(whole) // 2, len(whole) - 1):
            saved.write_bytes(whole[:length])
            assert faults_of(saved) == [("backup-not-zip", None)]


def test_a_file_that_is_not_there_and_one_of_another_kind_are_refused(saved, elsewhere, tmp_path):
    with elsewhere.app_context():
        assert faults_of(tmp_path / "nowhere") == [("backup-missing", None)]
        saved.write_text("bonjour")
        assert faults_of(saved) == [("backup-not-zip", None)]
        with zipfile.ZipFile(saved, "w") as archive:
            archive.writestr("photo.txt", "bonjour")
        assert faults_of(saved) == [("backup-no-manifest", None)]


def test_a_byte_damaged_on_the_disk_is_seen(saved, elsewhere):
    with zipfile.ZipFile(saved) as archive:
        place = archive.getinfo("tables/audit_entry.jsonl").header_offset
    data = bytearray(saved.read_bytes())
    data[place + 200] ^= 0xFF
    saved.write_bytes(data)
    with elsewhere.app_context():
        assert faults_of(saved) == [("backup-damaged", "audit_entry")]


def test_a_changed_table_is_seen_and_all_of_them_are_named(saved, elsewhere):
    edit(saved, "tables/audit_entry.jsonl", lambda data: data.replace(b'"number":3,', b'"number":4,'))
    edit(saved, "tables/mail.jsonl", lambda data: data.replace(b"bob@", b"eve@"))
    with elsewhere.app_context():
        found = faults_of(saved)
    assert sorted(found) == [("backup-changed", "audit_entry"), ("backup-changed", "mail")]


def test_a_missing_or_an_added_file_is_seen(saved, elsewhere):
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("tables/extra.jsonl", b"")
    with elsewhere.app_context():
        assert faults_of(saved) == [("backup-strays", None)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": "scic-backup/2"}, "backup-format"),
        ({"revision": "0000_another"}, "backup-version"),
        ({"tables": []}, "backup-strays"),
        ({"tables": "x"}, "backup-no-manifest"),
        ({"surprise": 1}, "backup-no-manifest"),
        ({"made_at": "yesterday"}, "backup-no-manifest"),
    ],
)
def test_a_manifest_of_another_version_or_shape_is_refused(saved, elsewhere, changes, code):
    edit_manifest(saved, **changes)
    with elsewhere.app_context():
        assert faults_of(saved) == [(code, None)]


def forge(path, name, data):
    """Rewrite one table with its fingerprint, as somebody would who knows the format."""
    with zipfile.ZipFile(path) as archive:
        tables = json.loads(archive.read("manifest.json"))["tables"]
    [table] = [one for one in tables if one["name"] == name]
    table.update(rows=data.count(b"\n"), sha256=hashlib.sha256(data).hexdigest())
    edit(path, f"tables/{name}.jsonl", lambda _data: data)
    edit_manifest(path, tables=tables)


ROW = b'{"changed_at":"2026-06-12T18:30:00+00:00","key":"name","value":"secret"}\n'


@pytest.mark.parametrize("data", [ROW * 2, ROW.replace(b'"secret"', b'["secret"]'), b"[" * 100_000 + b"\n"])
def test_forged_rows_restore_nothing_and_are_never_quoted(saved, elsewhere, data):
    forge(saved, "setting", data)
    done = typed(restore, elsewhere, saved)
    assert (done.exit_code, type(done.exception), "secret" in done.output) == (2, SystemExit, False)
    with elsewhere.app_context():
        assert everything() == {name: [] for name in db.metadata.tables}


def test_a_line_that_would_fill_the_memory_is_refused(saved, elsewhere, monkeypatch):
    monkeypatch.setattr("scic.restoration.LONGEST_LINE", 1000)
    forge(saved, "setting", b"a" * 2000 + b"\n")
    with elsewhere.app_context():
        assert faults_of(saved) == [("backup-damaged", "setting")]


def test_a_link_to_nothing_restores_nothing(saved, elsewhere, at):
    """Somebody rewrote the file with its fingerprints: the links between tables still speak."""
    forge(saved, "mail_file", b"")
    with elsewhere.app_context():
        with pytest.raises(Refused, match="point to nothing"):
            restore_backup(saved, progress=quiet)
        assert everything() == {name: [] for name in db.metadata.tables}


def test_a_backup_is_one_picture_whatever_is_written_meanwhile(coop, at, tmp_path):
    """A row that is written with its audit fact is in the file with it, or neither is."""
    stop = threading.Event()

    def write():
        number = 1000
        with coop.app_context():
            while not stop.is_set():
                with transaction():
                    db.session.execute(insert(MailFile).values(sha256=f"{number}", data=b"x"))
                    record("test:thing:done", f"thing:{number}", actor=SYSTEM, at=at)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        path = tmp_path / "x"
        write_backup(path, at=at, progress=lambda _table, _rows: stop.wait(0.02))
    finally:
        stop.set()
        writer.join()
    with zipfile.ZipFile(path) as archive:
        files = archive.read("tables/mail_file.jsonl").count(b'"data":"eA=="')
        facts = archive.read("tables/audit_entry.jsonl").count(b'"subject":"thing:1')
    later = db.session.scalar(select(func.count()).select_from(MailFile).where(MailFile.data == b"x"))
    assert files == facts - 11  # thing:1 and thing:10 to 19 were there before
    assert later > files


def test_from_one_engine_to_the_other_and_back(coop, saved, elsewhere, databases, tmp_path, at):
    before = everything()
    folder = tmp_path / "files"
    folder.mkdir()
    file_source = SqliteDatabases(folder)
    other = application(file_source.migrated(), tmp_path / "other")
    with other.app_context():
        restore_backup(saved, progress=quiet)
        assert everything() == before
        write_backup(tmp_path / "back", at=at, progress=quiet)
    close(other)
    with elsewhere.app_context():
        restore_backup(tmp_path / "back", progress=quiet)
        assert everything() == before
        assert first_broken_entry() is None


class Door:
    """The way to an application under test, as the root command hands it down."""

    def __init__(self, app):
        self.app = app

    def application(self):
        return self.app.app_context()


def typed(command, app, *arguments):
    return CliRunner().invoke(command, list(map(str, arguments)), obj=Door(app))


def test_the_commands_speak_on_standard_error_and_exit_0(coop, elsewhere, tmp_path):
    path = tmp_path / "typed"
    done = typed(backup, coop, path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "audit_entry" in done.stderr
    done = typed(restore, elsewhere, path)
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_fault_is_one_line_and_exit_2(coop, elsewhere, saved):
    done = typed(backup, coop, saved)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    edit(saved, "tables/audit_entry.jsonl", lambda data: data[:-5])
    edit(saved, "tables/mail.jsonl", lambda data: data[:-5])
    done = typed(restore, elsewhere, saved)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 2)
    assert done.stdout == ""


def test_a_trail_that_was_broken_before_is_restored_and_named_with_exit_1(coop, elsewhere, tmp_path):
    entry = AuditEntry(number=31, tag="x", subject="y", actor_name="z", at=datetime(2026, 1, 1, tzinfo=UTC), details={})
    entry.previous_hash, entry.hash, entry.salt, entry.sealed = "0" * 64, "f" * 64, "s", "f" * 64
    with transaction():
        db.session.add(entry)
    assert typed(backup, coop, tmp_path / "broken").exit_code == 0
    done = typed(restore, elsewhere, tmp_path / "broken")
    assert (done.exit_code, done.stdout.count("audit:31")) == (1, 1)

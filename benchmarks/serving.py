"""Starting a server of the bench: granian in both cases, with the same number of workers and threads."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_START = 120
FLOOR = (
    "-m granian --interface wsgi --no-ws --workers 2 --blocking-threads 2 --log-level warning "
    "--host 127.0.0.1 benchmarks.floor:app --port"
)
PRODUCT = "-m scic serve"


@contextmanager
def running(words: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    """Run `python words` until the block ends; gives the port once it answers."""
    arguments = [*words.split(), str(port)] if words.endswith("--port") else words.split()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        _wait(port, process)
        yield port
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop; a machine too busy for it to answer loses nothing but the bench's own files."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server of the bench did not start")

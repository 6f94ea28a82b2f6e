"""Configuration, read once from the environment; docs/configuration.md has the table of every name.

Three modes: "demo" (invented people, mails readable on a page), "production" (refuses to start without its secrets) and
"test". Where nothing says which, it is production; only a folder that the demo was loaded in, and that names no database,
secret or address of its own, stays the demo.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from foundation.kernel.db import normalise_url
from foundation.kernel.errors import ScicError

ENVIRONMENT = (
    "SCIC_MODE",
    "SCIC_DATABASE_URL",
    "SCIC_SECRET_KEY",
    "SCIC_VAR",
    "SCIC_PUBLIC_URL",
    "SCIC_SMTP_PASSWORD",
    "SCIC_PROXIES",
    "SCIC_HOST",
    "SCIC_PORT",
    "SCIC_WORKERS",
    "SCIC_MAINTENANCE",
    "SCIC_WEBHOOKS_INSIDE",
)
MODES = ("demo", "production", "test")
A_REAL_ONE = ("SCIC_DATABASE_URL", "SCIC_SECRET_KEY", "SCIC_PUBLIC_URL")
DEMO_MARK = "demo"
ENGINES = ("sqlite://", "postgresql+psycopg://")
MEGABYTE = 1024 * 1024


class BadConfiguration(ScicError):
    """The environment does not let the application start."""


@dataclass(frozen=True)
class Config:
    """Everything the environment decides."""

    mode: str
    database_url: str
    secret_key: str = field(repr=False)
    var_folder: Path
    public_url: str = "http://localhost:8000"
    smtp_password: str = field(default="", repr=False)
    proxies: int = 0
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    maintenance: bool = False
    webhooks_inside: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """Read the environment; raises BadConfiguration with a sentence for whatever is missing or wrong."""
        var = Path(environment.get("SCIC_VAR", "var")).absolute()
        mode = _mode(environment, var)
        port = _whole(environment, "SCIC_PORT", 8000)
        return cls(
            mode=mode,
            database_url=_database_url(
                _required(environment, "SCIC_DATABASE_URL", mode, f"sqlite:///{var}/scic.sqlite")
            ),
            secret_key=_secret_key(environment, mode, var),
            var_folder=var,
            public_url=_required(environment, "SCIC_PUBLIC_URL", mode, f"http://localhost:{port}").rstrip("/"),
            smtp_password=environment.get("SCIC_SMTP_PASSWORD", ""),
            proxies=_whole(environment, "SCIC_PROXIES", 0),
            host=environment.get("SCIC_HOST", "127.0.0.1"),
            port=port,
            workers=_whole(environment, "SCIC_WORKERS", 2),
            maintenance=environment.get("SCIC_MAINTENANCE", "") not in ("", "0"),
            webhooks_inside=environment.get("SCIC_WEBHOOKS_INSIDE", "") not in ("", "0"),
        )

    @classmethod
    def demo_from_environment(cls, environment: Mapping[str, str]) -> "Config":
        """The same for what is asked of the demo by name: the mode is demo, unless the environment says another."""
        return cls.from_environment({"SCIC_MODE": "demo", **environment})

    def keep_demo_mark(self) -> None:
        """Note in our folder that it holds the demo, so that commands typed later without SCIC_MODE mean it too."""
        if self.mode == "demo":
            self.var_folder.mkdir(parents=True, exist_ok=True)
            (self.var_folder / DEMO_MARK).touch(mode=0o600)

    def flask_settings(self) -> dict[str, object]:
        """The same, in the names Flask and its extensions read."""
        secure = self.public_url.startswith("https://")
        return {
            "MODE": self.mode,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database_url),
            "VAR_FOLDER": self.var_folder,
            "PUBLIC_URL": self.public_url,
            "SMTP_PASSWORD": self.smtp_password,
            "PROXIES": self.proxies,
            "MAINTENANCE": self.maintenance,
            "WEBHOOKS_INSIDE": self.webhooks_inside,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": secure,
            "MAX_CONTENT_LENGTH": 8 * MEGABYTE,
            "MAX_FORM_MEMORY_SIZE": MEGABYTE,
            "BABEL_DEFAULT_LOCALE": "fr",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
            "WTF_CSRF_TIME_LIMIT": None,
            "ARGON2": {"time_cost": 1, "memory_cost": 8, "parallelism": 1} if self.mode == "test" else {},
            "TESTING": self.mode == "test",
        }


def engine_options(url: str) -> dict[str, object]:
    """Settings for the engine named in `url`. PostgreSQL's JIT costs more than our small selects: it stays off.

    The values of a statement (names, ballots, fingerprints of passwords) never go into its error, hence into no log.
    """
    quiet: dict[str, object] = {"hide_parameters": True}
    if not url.startswith("postgresql"):
        return quiet
    return quiet | {"pool_pre_ping": True, "pool_size": 5, "connect_args": {"options": "-c jit=off"}}


def _mode(environment: Mapping[str, str], var: Path) -> str:
    written = environment.get("SCIC_MODE", "")
    if written and written not in MODES:
        raise BadConfiguration(
            "bad-mode", "SCIC_MODE is %(found)s; write one of: %(modes)s.", found=written, modes=", ".join(MODES)
        )
    is_demo = (var / DEMO_MARK).exists() and not any(environment.get(name) for name in A_REAL_ONE)
    return written or ("demo" if is_demo else "production")


def _required(environment: Mapping[str, str], name: str, mode: str, otherwise: str) -> str:
    value = environment.get(name, "")
    if not value and mode == "production":
        raise BadConfiguration(
            "missing-configuration",
            "%(name)s is not set. In production nothing is guessed: set it in the environment "
            "(docs/configuration.md says how), or set SCIC_MODE=demo to try the product.",
            name=name,
        )
    return value or otherwise


def _database_url(written: str) -> str:
    url = normalise_url(written)
    if not url.startswith(ENGINES):
        raise BadConfiguration(
            "bad-database-url",
            "SCIC_DATABASE_URL names no engine that this software knows: write postgresql://user@host/name or "
            "sqlite:////folder/file.sqlite.",
        )
    return url


def _secret_key(environment: Mapping[str, str], mode: str, var: Path) -> str:
    key = environment.get("SCIC_SECRET_KEY", "")
    if mode == "production":
        if len(key) < 32:
            raise BadConfiguration(
                "weak-secret",
                "SCIC_SECRET_KEY is missing or shorter than 32 characters: sessions could be forged. "
                "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'.",
            )
        return key
    return key or _kept_secret(var / "secret-key")


def _kept_secret(path: Path) -> str:
    """The demo's own key, made once and kept, so that a second run keeps its sessions."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def _whole(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    text = environment.get(name, "")
    if text and not text.isdecimal():
        raise BadConfiguration("not-a-number", "%(name)s is %(found)s; write a whole number.", name=name, found=text)
    return int(text) if text else otherwise

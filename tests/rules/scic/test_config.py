"""The environment decides, and in production nothing is guessed."""

import pytest

from scic.config import BadConfiguration, Config, engine_options

PRODUCTION = {
    "SCIC_MODE": "production",
    "SCIC_DATABASE_URL": "postgresql://scic@localhost/scic",
    "SCIC_SECRET_KEY": "s" * 32,
    "SCIC_PUBLIC_URL": "https://votes.example.coop/",
}


def environment(tmp_path, **changes):
    return {"SCIC_VAR": str(tmp_path), **changes}


def test_a_complete_production_environment_is_read(tmp_path):
    config = Config.from_environment(environment(tmp_path, **PRODUCTION))
    assert config.database_url == "postgresql+psycopg://scic@localhost/scic"
    assert config.public_url == "https://votes.example.coop"
    assert config.flask_settings()["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize("name", ["SCIC_DATABASE_URL", "SCIC_SECRET_KEY", "SCIC_PUBLIC_URL"])
def test_production_refuses_to_start_without(tmp_path, name):
    settings = environment(tmp_path, **PRODUCTION)
    del settings[name]
    with pytest.raises(BadConfiguration) as refused:
        Config.from_environment(settings)
    assert name in str(refused.value)


def test_production_refuses_a_short_secret(tmp_path):
    with pytest.raises(BadConfiguration, match="32"):
        Config.from_environment(environment(tmp_path, **{**PRODUCTION, "SCIC_SECRET_KEY": "short"}))


def test_where_nothing_says_which_mode_it_is_production(tmp_path):
    with pytest.raises(BadConfiguration, match="SCIC_MODE=demo"):
        Config.from_environment(environment(tmp_path))
    assert Config.from_environment({**environment(tmp_path), **PRODUCTION, "SCIC_MODE": ""}).mode == "production"


def test_a_folder_that_holds_the_demo_stays_the_demo_until_a_real_setting_is_there(tmp_path):
    """Nobody starts a real cooperative as a demo for having tried the demo in the same folder."""
    Config.demo_from_environment(environment(tmp_path)).keep_demo_mark()
    assert Config.from_environment(environment(tmp_path)).mode == "demo"
    for name in ("SCIC_DATABASE_URL", "SCIC_SECRET_KEY", "SCIC_PUBLIC_URL"):
        with pytest.raises(BadConfiguration):
            Config.from_environment(environment(tmp_path, **{name: PRODUCTION[name]}))
    with pytest.raises(BadConfiguration):
        Config.from_environment(environment(tmp_path, SCIC_MODE="production"))


def test_production_leaves_no_mark_of_the_demo(tmp_path):
    Config.from_environment(environment(tmp_path, **PRODUCTION)).keep_demo_mark()
    assert not (tmp_path / "demo").exists()


def test_the_demo_starts_with_nothing_and_keeps_its_own_secret(tmp_path):
    first = Config.from_environment(environment(tmp_path, SCIC_MODE="demo"))
    again = Config.from_environment(environment(tmp_path, SCIC_MODE="demo"))
    assert first.mode == "demo"
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) == 64
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("name", "value"), [("SCIC_MODE", "prod"), ("SCIC_PORT", "80a"), ("SCIC_WORKERS", "-1")])
def test_a_value_that_cannot_be_is_told(tmp_path, name, value):
    with pytest.raises(BadConfiguration) as refused:
        Config.from_environment(environment(tmp_path, **{"SCIC_MODE": "demo", name: value}))
    assert name in str(refused.value)


def test_secrets_are_not_printed(tmp_path):
    config = Config.from_environment(environment(tmp_path, **PRODUCTION, SCIC_SMTP_PASSWORD="tres-secret"))
    assert "tres-secret" not in repr(config)
    assert "ssss" not in repr(config)


@pytest.mark.parametrize("url", ["sqlite:///:memory:", "postgresql+psycopg://localhost/scic"])
def test_what_rows_hold_never_goes_into_the_error_of_a_statement(url):
    assert engine_options(url)["hide_parameters"] is True

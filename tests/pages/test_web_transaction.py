"""One transaction a request: all of it is stored, or nothing."""

import pytest
from sqlalchemy import select

from foundation.kernel.db import db
from foundation.kernel.settings import get_settings, save_settings
from foundation.web.transaction import transaction
from tests.pages.gallery.app import Sample, create_gallery


@pytest.fixture
def inside():
    with create_gallery().app_context():
        yield


def rename(name, at):
    save_settings({"name": name}, at=at)


def rename_and_fail(name, at):
    with transaction():
        rename(name, at)
        raise ZeroDivisionError


def rename_inside_and_fail(name, at):
    with transaction():
        with transaction():
            rename(name, at)
        raise ZeroDivisionError


def stored_name():
    db.session.rollback()
    return get_settings().name


@pytest.mark.usefixtures("inside")
def test_what_a_block_does_is_stored_when_it_ends(at):
    with transaction():
        rename("Le Nouveau Pôle", at)
    assert stored_name() == "Le Nouveau Pôle"


@pytest.mark.usefixtures("inside")
def test_a_block_that_fails_stores_nothing(at):
    with pytest.raises(ZeroDivisionError):
        rename_and_fail("Perdu", at)
    assert stored_name() == "Le Pôle du Lac"


@pytest.mark.usefixtures("inside")
def test_an_inner_block_belongs_to_the_outer_one(at):
    with pytest.raises(ZeroDivisionError):
        rename_inside_and_fail("À moitié", at)
    assert stored_name() == "Le Pôle du Lac"


@pytest.mark.usefixtures("inside")
def test_after_a_failure_the_next_block_works(at):
    with pytest.raises(ZeroDivisionError), transaction():
        raise ZeroDivisionError
    with transaction():
        rename("Ensuite", at)
    assert stored_name() == "Ensuite"
    assert db.session.scalar(select(Sample.name).limit(1))

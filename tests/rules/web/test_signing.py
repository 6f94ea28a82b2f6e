"""What we sign, any itsdangerous reads; what any itsdangerous signed, we read; what nobody signed, nobody reads."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import BadSignature, URLSafeTimedSerializer

from foundation.web.signing import SHORT, KeptSigner

SECRET = "a secret of this test, long enough for it"
OPTIONS = {"key_derivation": "hmac", "digest_method": staticmethod(hashlib.sha256).__func__}
KINDS = [{}, {"signer_kwargs": OPTIONS}]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=2 * SHORT),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=6,
)


@pytest.mark.parametrize("options", KINDS)
@given(value=VALUES)
def test_ours_and_the_library_s_are_read_by_one_another(options, value):
    ours = KeptSigner([SECRET], salt="session", **options)
    theirs = URLSafeTimedSerializer([SECRET], salt="session", **options)
    assert theirs.loads(ours.dumps(value), max_age=60) == value
    assert ours.loads(theirs.dumps(value), max_age=60) == value


@pytest.mark.parametrize("options", KINDS)
@given(place=st.integers(0, 40))
def test_a_changed_character_is_refused(options, place):
    ours = KeptSigner([SECRET], salt="session", **options)
    text = ours.dumps({"sign_in": "a token"})
    place %= len(text) - 1
    forged = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
    with pytest.raises(BadSignature):
        ours.loads(forged)


def test_an_old_secret_is_still_read_and_the_newest_signs():
    both, new = KeptSigner(["the old one", SECRET], salt="s"), KeptSigner([SECRET], salt="s")
    assert both.loads(KeptSigner(["the old one"], salt="s").dumps(1)) == 1
    assert new.loads(both.dumps(2)) == 2
    with pytest.raises(BadSignature):
        new.loads(KeptSigner(["the old one"], salt="s").dumps(1))


def test_another_salt_is_another_key():
    ours = KeptSigner([SECRET], salt="session")
    with pytest.raises(BadSignature):
        ours.loads(KeptSigner([SECRET], salt="wtf-csrf-token").dumps("x"))
    assert ours.loads(ours.dumps("x", salt="other"), salt="other") == "x"

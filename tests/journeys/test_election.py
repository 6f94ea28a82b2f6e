"""Three seats among five candidates by secret ballot: small colleges, a tie for the last seat, a second round, the minutes."""

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits, picture
from tests.factories.accounts import PASSWORD
from tests.journeys import cast
from tests.journeys.stage import fr, press, sign_in
from tests.journeys.test_evening import text_of

ASSEMBLY = "/assemblees/1"
VOTERS = (cast.INES, cast.BASTIEN, cast.WORKSHOP)


@pytest.fixture
def url(live_server):
    return live_server(cast.bring_to_an_election).url


def test_an_election_by_secret_ballot_with_a_tie_and_a_second_round(url, visit):
    chair = signed_in(url, visit, cast.CHAIR)
    voters = [signed_in(url, visit, name, width=PHONE) for name in VOTERS]
    open_with_small_colleges(url, chair)
    for page, choice in zip(voters, (["o1", "o2", "o3", "o4"], ["o1", "o2", "o3", "o4"], ["o1", "o2"]), strict=True):
        vote_secretly(url, page, choice)
    the_tie_calls_for_a_second_round(url, chair)
    for page in voters:
        vote_secretly(url, page, ["o4"])
    press(chair_at_desk(url, chair), "Close the vote", sure=True)
    chair.get_by_text("Conseil coopératif").first.wait_for()
    the_register_and_the_minutes_say_who_is_elected(url, chair)


def signed_in(url, visit, name, **how):
    page = visit(**how)
    sign_in(page, url, cast.email_of(name), PASSWORD)
    return page


def chair_at_desk(url, chair):
    chair.goto(f"{url}{ASSEMBLY}/bureau")
    return chair


def open_with_small_colleges(url, chair):
    """Every college of this small assembly is under five voters: the officers choose for each before the vote opens."""
    chair_at_desk(url, chair)
    assert "Jardinière, associée depuis 2019." in chair.inner_text("#suite")
    assert_accessible(chair)
    assert_fits(chair)
    picture(chair, "desk-election")
    press(chair, "Open the vote")
    chair.wait_for_url("**/petits-groupes**")
    for limited in chair.locator("main input[value=limited]").all():
        limited.check()
    for reason in chair.locator("main textarea").all():
        reason.fill("Ses membres l’acceptent.")
    press(chair, "Open the vote with this choice")
    chair.wait_for_url("**/bureau**")
    assert chair.get_by_role("link", name=fr("Enter votes without a phone")).count() == 0, (
        "nobody types a secret ballot"
    )


def vote_secretly(url, page, choice):
    """Tick, review, accept the warning of a small college, cast; the receipt is shown once."""
    page.goto(f"{url}{ASSEMBLY}/voter")
    for option in choice:
        page.locator(f"input[name=choice][value={option}]").check()
    page.locator("button[value=review]:not(.hidden-text)").click()
    page.locator("#warned").check()
    assert_fits(page)
    page.locator("button[value=confirm]:not(.hidden-text)").click()
    page.wait_for_load_state()
    assert page.locator("main code").count() >= 1, "the receipt is shown on this answer"
    assert_accessible(page)


def the_tie_calls_for_a_second_round(url, chair):
    """Two are elected and keep their seats; two tie for the third and stand again."""
    press(chair_at_desk(url, chair), "Close the vote", sure=True)
    again = chair.locator("#suite")
    again.get_by_text(fr("They stand again:")).wait_for()
    said = again.inner_text()
    assert "Noé Sel" in said
    assert "Ysé Roc" in said
    assert "Ada Brume" not in said
    assert_accessible(chair)
    picture(chair, "desk-second-round")
    press(chair, "Open the second round")
    chair.get_by_text(fr("Nobody sees a partial result, the chair neither.")).wait_for()


def the_register_and_the_minutes_say_who_is_elected(url, chair):
    chair.goto(f"{url}/decisions/1")
    assert "Ada Brume, Zoé Lande, Ysé Roc." in chair.inner_text("main")
    chair_at_desk(url, chair)
    press(chair, "Certify the sheet", sure=True)
    press(chair, "Close the session", sure=True)
    minutes = text_of(chair.request.get(f"{url}{ASSEMBLY}/proces-verbal/apercu.pdf").body())
    for said in ("second tour", "Ada Brume", "Ysé Roc", "scrutin secret"):
        assert said in minutes.lower() or said in minutes, said

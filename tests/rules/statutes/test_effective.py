"""What applies: the law's values resolved and marked, and refusals that name the missing key."""

from datetime import time
from fractions import Fraction

import pytest

from foundation.kernel.errors import Refused
from statutes.rules.assembly import assembly_rules
from statutes.rules.attendance import exclusion_majority, proxy_rules, remote_rules
from statutes.rules.voting import college_of, colleges_of, voting_rules
from tests.factories.statutes import GONE, statutes_with


def test_a_silent_sa_follows_the_law_in_everything():
    rules = assembly_rules(statutes_with(of="sa"), "extraordinary")
    assert (rules.notice(1), rules.notice(2)) == (15, 10)
    assert (rules.quorum(1), rules.quorum(2)) == (Fraction(1, 4), Fraction(1, 5))
    assert (rules.majority.strict, rules.majority.value) == (False, Fraction(2, 3))
    assert rules.abstention == "excluded"
    assert rules.is_law("majority")
    assert rules.source("quorum_first") == "C. com. art. L225-96"


def test_the_second_ordinary_assembly_of_a_sa_needs_no_quorum():
    assert assembly_rules(statutes_with(of="sa"), "ordinary").quorum(2) is None


def test_what_the_statutes_say_is_theirs():
    rules = assembly_rules(statutes_with(), "ordinary")
    assert rules.quorum(1) == Fraction(1, 4)
    assert not rules.is_law("quorum_first")
    assert rules.source("quorum_first") == "statuts, C. com. art. L227-9"


def test_a_sarl_decides_by_all_then_by_the_votes_cast():
    statutes = statutes_with({"voting.base": GONE}, of="sarl")
    assert voting_rules(statutes, "ordinary").base == "entitled"
    assert voting_rules(statutes, "ordinary", 2).base == "expressed"
    assert voting_rules(statutes, "extraordinary").base == "present"
    assert voting_rules(statutes, "ordinary").is_law("base")


def test_a_sarl_that_writes_its_majority_without_a_base_still_takes_it_of_all():
    statutes = statutes_with({"assemblies.ordinary.majority": {"over": "3/5"}}, of="sarl")
    first = voting_rules(statutes, "ordinary")
    assert (first.base, first.majority.value) == ("entitled", Fraction(3, 5))
    assert voting_rules(statutes, "ordinary", 2).base == "expressed"


def test_a_sarl_with_colleges_is_never_guessed_a_base():
    statutes = statutes_with({"legal_form": "SARL", "voting.base": GONE})
    with pytest.raises(Refused) as refusal:
        voting_rules(statutes, "ordinary")
    assert refusal.value.values["key"] == "voting.base"


REFUSALS = [
    "voting.base",
    "voting.carry",
    "voting.empty_college",
    "voting.silent_college",
    "voting.colleges",
    "assemblies.ordinary.abstention",
    "assemblies.ordinary.majority",
    "assemblies.ordinary.quorum_first",
    "assemblies.ordinary.quorum_basis",
    "assemblies.ordinary.notice_days",
    "colleges[2].weight",
]


@pytest.mark.parametrize("path", REFUSALS)
def test_opening_a_vote_that_needs_a_missing_policy_is_refused_by_its_name(path):
    with pytest.raises(Refused) as refusal:
        voting_rules(statutes_with({path: GONE}), "ordinary")
    assert refusal.value.rule == 8
    assert refusal.value.status == 422
    assert path in str(refusal.value)


def test_the_tie_of_a_college_is_needed_by_a_block_vote_only():
    assert voting_rules(statutes_with({"voting.college_tie": GONE}), "ordinary").college_tie is None
    with pytest.raises(Refused, match=r"voting\.college_tie"):
        voting_rules(statutes_with({"voting.carry": "block", "voting.college_tie": GONE}), "ordinary")


def test_delegates_of_colleges_are_refused():
    with pytest.raises(Refused, match="delegates"):
        voting_rules(statutes_with({"voting.carry": "delegates"}), "ordinary")


def test_a_base_by_heads_is_refused_with_colleges():
    with pytest.raises(Refused, match="present"):
        voting_rules(statutes_with({"voting.base": "present"}), "ordinary")


def test_a_second_convening_without_a_rule_is_refused_only_when_it_comes():
    rules = assembly_rules(statutes_with({"assemblies.ordinary.second_notice_days": GONE}), "ordinary")
    assert rules.notice(1) == 15
    with pytest.raises(Refused, match="second_notice_days"):
        rules.notice(2)


def test_without_a_quorum_no_basis_is_needed():
    changes = {
        "assemblies.ordinary.quorum_first": "none",
        "assemblies.ordinary.quorum_basis": GONE,
        "assemblies.ordinary.quorum_second": GONE,
    }
    rules = assembly_rules(statutes_with(changes), "ordinary")
    assert rules.quorum(1) is None
    assert rules.quorum(2) is None


def test_the_colleges_of_a_vote_carry_their_exact_weights():
    rules = voting_rules(statutes_with(), "ordinary")
    assert [(one.id, one.weight) for one in rules.colleges][2:] == [
        ("collectivites", Fraction(3, 20)),
        ("financeurs", Fraction(1, 10)),
        ("benevoles", Fraction(3, 20)),
    ]
    assert sum(one.weight for one in rules.colleges) == 1


def test_without_colleges_there_are_no_policies_of_colleges():
    rules = voting_rules(statutes_with(of="sa"), "ordinary")
    assert rules.colleges == ()
    assert rules.count_keys() == {"base": "expressed", "abstention": "excluded", "majority": {"over": "1/2"}}


def test_the_keys_of_a_count_file_are_those_of_the_format():
    block = statutes_with({"voting.carry": "block", "voting.empty_college": "merge"})
    assert voting_rules(block, "extraordinary").count_keys() == {
        "base": "expressed",
        "abstention": "excluded",
        "majority": {"at_least": "2/3"},
        "carry": "block",
        "empty_college": "void",
        "silent_college": "void",
        "college_tie": "void",
        "block_threshold": "1/2",
    }


def test_the_college_of_a_category():
    assert college_of(statutes_with(), "salaries") == "salaries"
    assert college_of(statutes_with(of="sa"), "salaries") is None
    shared = statutes_with({"colleges[0].categories": ["structures", "benevoles"]})
    assert college_of(shared, "benevoles") is None
    assert colleges_of(shared, "benevoles") == ("structures", "benevoles")


def test_proxies_of_a_silent_sa():
    rules = proxy_rules(statutes_with({"proxies": GONE}, of="sa"))
    assert (rules.max_per_holder, rules.holders, rules.blank) == (None, "members_and_spouses", "chair")
    assert rules.is_law("max_per_holder")


def test_statutes_cannot_take_the_spouse_away():
    rules = proxy_rules(statutes_with({"proxies.holders": "members"}, of="sarl"))
    assert rules.holders == "members_and_spouses"
    assert rules.is_law("holders")


def test_a_sas_says_itself_who_holds_proxies():
    assert proxy_rules(statutes_with()).max_per_holder == 2
    with pytest.raises(Refused, match=r"proxies\.holders"):
        proxy_rules(statutes_with({"proxies.holders": GONE}))


def test_remote_participation_of_a_silent_sa():
    rules = remote_rules(statutes_with({"remote": GONE}, of="sa"))
    assert rules.postal
    assert rules.hybrid
    assert not rules.fully_remote
    assert rules.electronic_cutoff == (time(15), 1)
    assert rules.channels == ("letter",)


def test_voting_by_post_needs_a_clause_in_a_sas():
    assert not remote_rules(statutes_with({"remote": GONE})).postal


def test_half_a_cutoff_is_completed_by_the_law():
    rules = remote_rules(statutes_with({"remote.electronic_cutoff": {"time": "18:00"}}, of="sa"))
    assert rules.electronic_cutoff == (time(18), 1)


def test_exclusion_takes_the_majority_for_changing_the_statutes():
    majority = exclusion_majority(statutes_with({"exclusion.majority": GONE}))
    assert majority is not None
    assert majority.value == Fraction(2, 3)
    assert exclusion_majority(statutes_with({"exclusion.allowed": False})) is None
    with pytest.raises(Refused, match=r"exclusion\.allowed"):
        exclusion_majority(statutes_with({"exclusion": GONE}))

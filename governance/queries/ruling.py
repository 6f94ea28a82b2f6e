"""The statutes in force for one assembly, as the rules of assemblies read them.

Until the session opens they are those in force on the day it meets; the version used is then kept for good.
"""

from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.clock import PARIS
from governance.models import Assembly
from governance.rules.kinds import QuestionKind, question_kinds
from governance.rules.proxies import ProxyTerms
from governance.rules.proxy_hours import ElectronicCutoff, electronic_cutoff
from governance.rules.roll import CollegeOnRoll, CollegeTerms
from statutes.models import StatutesVersion
from statutes.queries import version_of
from statutes.rules.assembly import AssemblyRules, assembly_rules
from statutes.rules.attendance import RemoteRules, proxy_rules, remote_rules
from statutes.rules.law import ART_ELECTRONIC_PROXIES, STATUTES_DECIDE
from statutes.rules.tree import Statutes
from statutes.rules.voting import VotingRules, college_rules, voting_rules
from statutes.services import statutes_on
from votes.rules.roll import VotingRulesSnapshot, rules_from_texts
from votes.rules.secrecy import SmallGroupTerms
from votes.rules.small_groups import minimum_of
from votes.rules.terms import Carry

MERGE = "merge"


@dataclass(frozen=True)
class QuorumTerms:
    """The part required (None: no quorum), its basis, and where that is written."""

    required: Fraction | None
    basis: str
    source: str


@dataclass(frozen=True)
class Ruling:
    """The rules of one assembly. Each refuses, naming the key, where the statutes leave it unsaid (rule 8)."""

    version: StatutesVersion
    convening: int
    kinds: tuple[QuestionKind, ...]

    @property
    def statutes(self) -> Statutes:
        """The statutes as data."""
        return self.version.statutes

    def assembly_rules(self, kind: QuestionKind) -> AssemblyRules:
        """Notice, quorum and majority for a kind of question."""
        return assembly_rules(self.statutes, kind.value)

    def voting_rules(self, kind: QuestionKind) -> VotingRules:
        """What a vote of this kind is counted by."""
        return voting_rules(self.statutes, kind.value, self.convening)

    def quorum_terms(self, kind: QuestionKind) -> QuorumTerms:
        """The quorum that a question of this kind needs at this convening."""
        rules = self.assembly_rules(kind)
        key = "quorum_first" if self.convening == 1 else "quorum_second"
        return QuorumTerms(rules.quorum(self.convening), rules.quorum_basis, rules.source(key))

    def notice(self) -> tuple[int, str]:
        """The longest notice that the agenda's kinds ask for, and where it is written."""
        asked = [self.assembly_rules(kind) for kind in self.kinds]
        strictest = max(asked, key=lambda rules: rules.notice(self.convening))
        key = "notice_days" if self.convening == 1 else "second_notice_days"
        return strictest.notice(self.convening), strictest.source(key)

    @property
    def record_date_business_days(self) -> int:
        """Business days before the meeting at which membership is read; the longest of the kinds."""
        return max(self.assembly_rules(kind).record_date_business_days for kind in self.kinds)

    @property
    def college_terms(self) -> CollegeTerms:
        """Colleges, weights and mergers; none where one member has one vote."""
        statutes = self.statutes
        if not statutes.votes_by_college:
            return CollegeTerms()
        colleges = tuple(CollegeOnRoll(one.id, one.name, one.weight) for one in college_rules(statutes))
        merges = statutes.voting.empty_college == MERGE
        return CollegeTerms(
            colleges, statutes.voting.minimum_members or 1, statutes.voting.merge_into if merges else None
        )

    @property
    def small_group_terms(self) -> SmallGroupTerms:
        """What the statutes say of groups too small to be secret (rule 46)."""
        return small_group_terms(self.statutes)

    def proxy_terms(self) -> ProxyTerms:
        """Who may hold a proxy, and how many."""
        rules = proxy_rules(self.statutes)
        return ProxyTerms(
            rules.max_per_holder,
            rules.holders,
            rules.same_college,
            rules.blank,
            rules.source,
            self.statutes.legal_form,
        )

    def electronic_cutoff(self, assembly: Assembly) -> ElectronicCutoff | None:
        """Until when proxies travel online; the law's hour is that of Paris, the statutes' that of the place."""
        rules = self.remote_rules()
        if rules.electronic_cutoff is None:
            return None
        by_law = rules.is_law("electronic_cutoff")
        zone, source = (PARIS, ART_ELECTRONIC_PROXIES) if by_law else (assembly.zone, STATUTES_DECIDE)
        return ElectronicCutoff(electronic_cutoff(assembly.meets_on, *rules.electronic_cutoff, zone), source)

    def remote_rules(self) -> RemoteRules:
        """Ways of taking part from elsewhere, and how notices travel."""
        return remote_rules(self.statutes)


def small_group_terms(statutes: Statutes | None) -> SmallGroupTerms:
    """The smallest group that stays secret, and which colleges may be counted together; no key lets all vote without any."""
    if statutes is None:
        return SmallGroupTerms(minimum_of(None))
    voting = statutes.voting
    merges = voting.merge_into if voting.empty_college == MERGE else None
    return SmallGroupTerms(minimum_of(statutes.secret_ballots.minimum_group), merges or {})


def carrying_of(statutes: Statutes) -> VotingRulesSnapshot:
    """How the statutes carry the votes of a college, even where they leave other things unsaid; for what is checked early."""
    voting = statutes.voting
    texts = {"carry": voting.carry if voting.carry in set(Carry) else None, "college_tie": voting.college_tie}
    return rules_from_texts("", texts)


def ruling_of(assembly: Assembly) -> Ruling:
    """The rules of an assembly; Refused where no statutes are in force on its day."""
    version = version_of(assembly.statutes_id) if assembly.statutes_id else None
    return Ruling(version or statutes_on(assembly.meets_on), assembly.convening, question_kinds(assembly.assembly_kind))

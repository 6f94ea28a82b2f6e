"""The transferable vote against an official count: Glasgow City Council, 2007, ward 1 (Linn), four places, ten stages.

The figures are those of the council's report of every stage, to the fifth decimal. The ballots are built from that
report, stage by stage: any ballots that move so give these figures. Candidates are letters here.
"""

from fractions import Fraction

from tests.factories.contests import contest, counted

CANDIDATES = "ABCDEFGHIJK"
BALLOTS = (
    "583A 222AB 50ACF 16AF 27AHF 1284B 496C 138CB 811CF 251CH 2CHB 84CHF 92D 29DAB 17DB 18DCF 16DF 9DHF 19DIB 19DKHF "
    "37E 52EAB 7EB 9ECF 9EDB 22EF 10EHF 10EIB 9EKHF 1381F 573G 82GA 14GAB 7GACF 4GAF 6GAHF 300GB 69GC 24GCB 10GCH "
    "10GCHB 1GCHF 33GD 10GDAB 5GDB 3GDCH 1GDF 5GDHF 22GDIB 10GDKB 8GE 2GEAB 2GEB 2GECH 4GEDB 3GEF 2GEHF 3GEIB 3GEKB "
    "131GF 4GH 5GHB 93GHF 117GI 15GIAB 11GIB 10GICF 1GICH 6GIF 8GIHF 35GIKB 31GIKHF 32GJ 5GJAB 6GJB 8GJCH 3GJDB "
    "3GJEAB 6GJF 2GJHF 16GJIB 13GJKB 13GJKCF 17GJKF 219GK 9GKAB 6GKCF 339H 140HB 476HF 120I 13IAB 59IB 23ICF 25IF "
    "11IHF 45IKHF 34J 1JAB 8JB 9JCF 5JDB 3JEAB 6JF 9JHF 17JIB 55JKB 2JKHF 270K 10KAB 15KB 46KCF 54KF "
)
STAGES = [
    "898 1284 1782 219 165 1381 2043 955 296 149 395 0",
    "905.13482 1302.94200 1789.19796 224.61946 166.83106 1389.27134 1914 961.44028 310.77476 156.82936 409.77476 36.18420",
    "906.45052 1311.32084 1798.70308 229.80888 170.02048 1395.65018 1914 970.56656 328.78500 - 469.48978 72.20468",
    "961.76622 1318.44712 1807.82936 239.06144 - 1417.83960 1914 980.69284 338.97442 - 478.67920 109.70980",
    "991.39762 1350.20480 1826.01878 - - 1433.90274 1914 990.00854 359.36350 - 498.31060 203.79342",
    "1005.34472 1458.48808 1849.71332 - - 1459.28158 1914 1001.51366 - - 547.47784 331.18080",
    "1015.91298 1532.33962 1896.91298 - - 1514.35496 1914 1078.47100 - - - 615.00846",
    "- 1866.00174 1947.35496 - - 1530.60752 1914 1105.84984 - - - 1203.18594",
    "- 1868.39022 1914 - - 1547.18432 1914 1111.65708 - - - 1211.76838",
    "- 2008.75096 1914 - - 2174.90506 1914 - - - - 1555.34398",
]
EXCLUDED = ["", "J", "E", "D", "I", "K", "A", "", "H", ""]
ELECTED = ["G", "", "", "", "", "", "", "C", "", "BF"]


def test_every_stage_of_an_official_scottish_count_to_the_fifth_decimal() -> None:
    ballots: list[tuple[int, object]] = []
    for line in BALLOTS.split():
        order = line.lstrip("0123456789")
        ballots.append((int(line.removesuffix(order)), list(order)))
    decision = counted(contest("stv", CANDIDATES, ballots, seats=4)).decision
    assert decision.quota == 1914
    assert [set(one.elected) for one in decision.rounds] == [set(elected) for elected in ELECTED]
    assert ["".join(one.excluded) for one in decision.rounds] == EXCLUDED
    for one, stage in zip(decision.rounds, STAGES, strict=True):
        *votes, exhausted = stage.split()
        held = {name: Fraction(figure) for name, figure in zip(CANDIDATES, votes, strict=True) if figure != "-"}
        assert {name: number for name, number in one.votes.items() if number} == held, one.number
        assert one.exhausted == Fraction(exhausted)

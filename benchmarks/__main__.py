"""`python -m benchmarks [--members 1000 15000] [--all]`: measures, prints, writes report/latest.json.

Without a word: pages and the CSV of 1,000 and 15,000 members on both engines, and ballots; a minute or two. `--all`: 1,000,
15,000 and 60,000 members (300,000 movements), XLSX, PDF and the import tried out as well; ten minutes. Every count of
votes: 100,000 ballots, 1,000,000 with `--all`; another number with `--ballots`, none with 0.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks import casting, counting, evaluating, files, homing, pages, polling, rush
from benchmarks.grounds import ENGINES, Grounds, grounds
from benchmarks.machine import description

REPORT = Path(__file__).parent / "report" / "latest.json"
HELIOS = (
    32.7  # ballots a second that peers accept unverified on such a machine: an anchor of what is felt, not a guarantee
)
USUAL, ALL = [1000, 15000], [1000, 15000, 60000]
PRINTED = 15_000  # members of the register that is printed, and of the sheet that is tried out


def main() -> int:
    """Measure and tell; 0 when statement counts and growth hold (times are told, never judged)."""
    options = arguments()
    found: dict[str, Any] = {"machine": description() | {"load_before": os.getloadavg()[0]}}
    load = found["machine"]["load_before"]
    print(f"load of the machine before: {load:.1f} (a busy machine moves every figure but the counts)")
    with grounds() as made:
        for engine in options.engines:
            found[engine] = cooperatives(made, engine, options)
            tell_pages(engine, found[engine])
            found["evaluation"] = found.get("evaluation", {}) | {engine: evaluating.measure(made, engine, 5)}
            evaluating.tell(engine, found["evaluation"][engine])
            found["home"] = found.get("home", {}) | {engine: homing.measure(made, engine, 5)}
            homing.tell(engine, found["home"][engine])
    if options.rounds:
        found["casting"] = casting.measure(options.rounds, options.seconds)
        tell_casting(found["casting"])
        found["rush"] = rush.measure(options.rounds)
        rush.tell(found["rush"])
        found["polling"] = polling.measure()
        polling.tell(found["polling"])
    if options.ballots:
        found["counting"] = counting.measure(options.ballots, 3)
        counting.tell(found["counting"])
    found["machine"]["load_after"] = os.getloadavg()[0]
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    faults = broken(found)
    for fault in faults:
        print(f"BROKEN: {fault}")
    print(f"\n{sizes_told(options)}")
    print(f"load after: {found['machine']['load_after']:.1f}; written to {options.report}")
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    """What to measure, and for how long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ballots; 0: no ballots")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--members", type=int, nargs="+", default=USUAL)
    parser.add_argument("--all", action="store_true", help="up to 60,000 members, and every file")
    parser.add_argument("--ballots", type=int, help="how many are counted by each method; 0: no counts")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--report", type=Path, default=REPORT)
    options = parser.parse_args(sys.argv[1:])
    options.members = ALL if options.all else sorted(options.members)
    if options.ballots is None:
        options.ballots = counting.MOST if options.all else counting.USUAL
    return options


def sizes_told(options: argparse.Namespace) -> str:
    """Which sizes these figures are about, and how the largest are asked for.

    >>> sizes_told(argparse.Namespace(members=[1000, 15000], ballots=100_000))
    'measured: 1,000 and 15,000 members; counts of 100,000 ballots (make bench SIZE=all counts 1,000,000)'
    >>> sizes_told(argparse.Namespace(members=[1000], ballots=1_000_000))
    'measured: 1,000 members; counts of 1,000,000 ballots'
    """
    members = " and ".join(f"{size:,}" for size in options.members)
    counted = f"counts of {options.ballots:,} ballots" if options.ballots else "no counts"
    more = f" (make bench SIZE=all counts {counting.MOST:,})" if options.ballots < counting.MOST else ""
    return f"measured: {members} members; {counted}{more}"


def cooperatives(made: Grounds, engine: str, options: argparse.Namespace) -> dict[str, Any]:
    """Pages and files of each size on one engine."""
    sizes = {size: pages.measure(made, engine, size, 5) for size in options.members}
    wanted = [(size, "csv") for size in options.members]
    if options.all:
        wanted += [(PRINTED, "pdf"), (PRINTED, "import"), (max(options.members), "xlsx")]
    told = [{"kind": kind, **files.measure(made, engine, size, kind)} for size, kind in wanted]
    return {"sizes": sizes, "growth": pages.growth(sizes), "files": told}


def tell_pages(engine: str, found: dict[str, Any]) -> None:
    """The tables of one engine."""
    print(f"\n{engine}: pages against one SQL statement of the same rows (in process; first: nothing kept yet)")
    print(
        f"  {'members':>8} {'page':<34} {'first':>7} {'ms':>7} {'limit':>7} {'ratio':>6} {'SQL':>4} {'bytes':>8} {'steal':>6}"
    )
    for size, at in found["sizes"].items():
        for name, one in at.items():
            print(
                f"  {size:>8} {name:<34} {one['first_ms']:>7.0f} {one['ms']:>7.1f} {one['limit_ms']:>7.2f} "
                f"{one['ratio_to_limit']:>6.1f} {one['statements']:>4} {one['bytes']:>8} {one['steal']:>6.0%}"
            )
    for name, one in found["growth"].items():
        print(f"  growth, {name}: time x {one['time']}, bytes x {one['bytes']}, statements + {one['statements']}")
    for one in found["files"]:
        print(
            f"  {files.KINDS[one['kind']]}, {one['members']} members: {one['seconds']} s, "
            f"{one['seconds'] / one['limit_seconds']:.1f} x the same rows by one statement, {one['bytes']} bytes or lines, "
            f"{one['statements']} statements, {one['more_memory_mb']} MB more memory"
        )


def tell_casting(found: dict[str, Any]) -> None:
    """The table of ballots."""
    print("\nA ballot of an open vote over HTTP, against a bare Flask insert (both durable, SQLite FULL, interleaved)")
    print(
        f"  {'connections':>11} {'bare /s':>8} {'ours /s':>8} {'ratio':>6} {'p50 ms':>7} {'p99 ms':>7} {'worst':>7} {'steal':>6}"
    )
    for one in found["series"]:
        print(
            f"  {one['connections']:>11} {one['floor_per_second']:>8} {one['cast_per_second']:>8} {one['ratio']:>6.2f} "
            f"{one['p50_ms']:>7.1f} {one['p99_ms']:>7.1f} {one['worst_ms']:>7.0f} {one['steal']:>6.0%}"
        )
    print(
        f"  goal: ratio {found['goal']:.2f}; statements of one ballot: {found['statements']} (most {found['most_statements']})"
    )
    print(f"  Python calls of one ballot: {found['calls']} (most {found['most_calls']})")
    best = max(one["cast_per_second"] for one in found["series"])
    print(
        f"  {best / HELIOS:.0f} x the unverified casts of Helios in our anchors, which proves more than a plain ballot does"
    )


def broken(found: dict[str, Any]) -> list[str]:
    """What does not drift with the machine and is therefore judged."""
    faults = []
    if "casting" in found:
        cast = found["casting"]
        faults += [
            f"a ballot takes {cast[what]} {what}"
            for what in ("statements", "calls")
            if cast[what] > cast[f"most_{what}"]
        ]
    for engine, at in found.get("evaluation", {}).items():
        faults += evaluating.broken(engine, at)
    for engine, at in found.get("home", {}).items():
        faults += homing.broken(engine, at)
    for engine in (one for one in ENGINES if one in found):
        for size, at in found[engine]["sizes"].items():
            for name, one in at.items():
                most = next((most for begins, most in pages.MOST.items() if name.startswith(begins)), None)
                if most is not None and one["statements"] > most:
                    faults.append(f"{engine}, {size}: {name} takes {one['statements']} statements, more than {most}")
        faults += [
            f"{engine}: {name} takes more statements with more members"
            for name, growth in found[engine]["growth"].items()
            if growth["statements"] > 0
        ]
    return faults


if __name__ == "__main__":
    sys.exit(main())

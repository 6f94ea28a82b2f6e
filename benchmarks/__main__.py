"""`python -m benchmarks [--rounds 5] [--seconds 1] [--members 1000 10000] [--ballots 1000000]`

Measures, prints, writes report/latest.json.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from benchmarks import casting, counting, members
from benchmarks.machine import description

REPORT = Path(__file__).parent / "report" / "latest.json"
HELIOS = (
    32.7  # ballots a second that peers accept unverified on such a machine: an anchor of what is felt, not a guarantee
)


def main() -> int:
    """Measure and tell; 0 when statement counts and growth hold (times are told, never judged)."""
    options = arguments()
    found = {
        "machine": description() | {"load_before": os.getloadavg()[0]},
        "casting": casting.measure(options.rounds, options.seconds),
        "members": members.measure(options.members, 2 * options.rounds + 1),
        "counting": counting.measure(options.ballots, options.rounds),
    }
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(
        f"load of the machine before: {found['machine']['load_before']:.1f} (a busy machine moves every figure but the counts)"
    )
    tell_casting(found["casting"])
    tell_members(found["members"])
    tell_counting(found["counting"])
    faults = broken(found)
    for fault in faults:
        print(f"BROKEN: {fault}")
    print(f"\nwritten to {options.report}")
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    """What to measure, and for how long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--members", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--report", type=Path, default=REPORT)
    return parser.parse_args(sys.argv[1:])


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


def tell_members(found: dict[str, Any]) -> None:
    """The table of the members list."""
    print("\nThe members list, against one SQL statement of the same rows (in process)")
    print(f"  {'members':>8} {'page':<11} {'ms':>7} {'limit':>7} {'ratio':>6} {'SQL':>4} {'bytes':>8} {'steal':>6}")
    for size, at in found["sizes"].items():
        for name, one in at["pages"].items():
            print(
                f"  {size:>8} {name:<11} {one['ms']:>7.1f} {one['limit_ms']:>7.2f} {one['ratio_to_limit']:>6.1f} "
                f"{one['statements']:>4} {one['bytes']:>8} {one['steal']:>6.0%}"
            )
    for name, growth in found["growth"].items():
        print(
            f"  growth, {name}: time x {growth['time']}, bytes x {growth['bytes']}, statements + {growth['statements']}"
        )


def tell_counting(found: dict[str, Any]) -> None:
    """The table of counts."""
    print(
        f"\nThe count of {found['ballots']} ballots in 5 colleges, against one GROUP BY (SQLite, in memory, processor time)"
    )
    print(f"  {'method':<18} {'cells':>7} {'limit ms':>9} {'count ms':>9} {'ratio':>7} {'goal':>5} {'steal':>6}")
    for method, one in found["methods"].items():
        print(
            f"  {method:<18} {one['cells']:>7} {one['limit_ms']:>9.0f} {one['count_ms']:>9.0f} {one['ratio']:>7.2f} "
            f"{one['goal'] or '-':>5} {one['steal']:>6.0%}"
        )


def broken(found: dict[str, Any]) -> list[str]:
    """What does not drift with the machine and is therefore judged."""
    faults = []
    if found["casting"]["statements"] > casting.MOST_STATEMENTS:
        faults.append(
            f"a ballot takes {found['casting']['statements']} statements, more than {casting.MOST_STATEMENTS}"
        )
    if found["casting"]["calls"] > casting.MOST_CALLS:
        faults.append(f"a ballot takes {found['casting']['calls']} Python calls, more than {casting.MOST_CALLS}")
    for size, at in found["members"]["sizes"].items():
        for name, one in at["pages"].items():
            if one["statements"] > members.MOST_STATEMENTS:
                faults.append(f"the members list ({name}, {size}) takes {one['statements']} statements")
    faults += [
        f"the members list ({name}) takes more statements with more members"
        for name, growth in found["members"]["growth"].items()
        if growth["statements"]
    ]
    return faults


if __name__ == "__main__":
    sys.exit(main())

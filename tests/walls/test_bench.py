"""The bench itself runs, and what it judges holds: statement counts, the same at two sizes."""

import json
import subprocess
import sys

import pytest

from tests.walls.house import ROOT


@pytest.mark.verify
def test_the_bench_runs_and_its_counts_hold(tmp_path):
    report = tmp_path / "report.json"
    words = "--rounds 1 --seconds 0.5 --members 100 400 --ballots 200 --report".split()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *words, str(report)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(report.read_text())
    assert found["casting"]["statements"] <= found["casting"]["most_statements"]
    assert all(series["cast_per_second"] > 0 for series in found["casting"]["series"])
    for engine in ("sqlite", "postgresql"):
        assert all(rate["ratio"] > 0 for rate in found["rush"][engine]["rates"].values())
        assert all(hall["ballots"] == 500 for hall in found["rush"][engine]["hall"].values())
    assert found["polling"]["opened"]["per_second"] > 0
    assert all(method["ratio"] > 0 for method in found["counting"]["methods"].values())
    for engine in ("sqlite", "postgresql"):
        assert not any(growth["statements"] > 0 for growth in found[engine]["growth"].values())
        assert all(one["statements"] <= 3 for one in found[engine]["files"])

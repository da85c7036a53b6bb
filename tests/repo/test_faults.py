"""The table of faults names tests that exist."""

import re

from repo.tree import ROOT

TESTS = ROOT / "tests"


def test_each_fault_has_tests_that_exist():
    table = (TESTS / "faults" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`([\w/.]+)::(\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"\ndef {test}(" in (TESTS / file).read_text(encoding="utf-8"), (file, test)

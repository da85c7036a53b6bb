"""One ledger and one folder of returns for all tests of the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiso.synthetic import Summary, make_returns
from chiso.synthetic.faults import Faults, plan_faults
from chiso.synthetic.ledger import Ledger, keep_ledger

SEED = 3


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return keep_ledger(SEED)


@pytest.fixture(scope="session")
def faults() -> Faults:
    return plan_faults(SEED)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """The last six months: 2025-01 to 2025-06."""
    folder = tmp_path_factory.mktemp("returns") / "sample"
    return folder, make_returns(folder, SEED, months=6)

"""Names of the package, loaded when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import chiso.dataset
from chiso.dataset.observations import load_observations
from chiso.dataset.survey import check_dataset


def test_the_package_offers_its_functions() -> None:
    assert chiso.dataset.load_observations is load_observations
    assert chiso.dataset.check_dataset is check_dataset


def test_a_name_that_is_not_there_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'load_everything'"):
        _ = chiso.dataset.load_everything


def test_reading_the_catalogue_needs_no_table_library() -> None:
    code = "import sys, chiso.dataset.catalogue; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

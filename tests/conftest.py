"""Fixtures that several kinds of test share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.observations import cut_after
from chiso.periods import Period
from chiso.report import Report
from chiso.report.selection import with_values
from chiso.words import Lang
from makers.chromium import opened_chromium
from makers.published import published_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
HOA_BINH = ROOT / "data" / "hoa_binh"

# As in a process that opened a report (docs/decisions/0010); the order of tests would decide else.
pd.set_option("mode.string_storage", "python")


@cache
def _hoa_binh() -> tuple[object, object]:
    catalogue = read_catalogue(HOA_BINH)
    return catalogue, load_observations(HOA_BINH, catalogue)


@cache
def _report(period: str, lang: Lang) -> Report:
    """What ``open_report`` gives, with the files read once for the whole test run."""
    catalogue, observations = _hoa_binh()
    if lang != "vi":
        return _report(period, "vi").in_language(lang)
    wanted = Period.parse(period)
    cut = cut_after(observations, wanted.last_day(catalogue.settings.calendar))
    return Report(wanted, lang, catalogue, with_values(cut, catalogue))


@pytest.fixture(scope="session", autouse=True)
def no_server_of_a_run() -> Iterator[None]:
    """Runs within the process of the tests start no warm process; their chapters are made up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chiso.runner.workshop.warm_server", lambda env: nullcontext())
        yield


@pytest.fixture(scope="session")
def hoa_binh() -> Callable[..., Report]:
    """Reports on the published figures: ``hoa_binh("2024-H1")``, ``hoa_binh("2023", "en")``."""
    return lambda period, lang="vi": _report(period, lang)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folders of published reports, to be read only: ``published("sample")``."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    return lambda data: published_folder(shared, data)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one module."""
    with opened_chromium() as browser:
        yield browser

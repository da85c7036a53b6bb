"""The published pages in windows of a desktop and a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.pages import EDITIONS, Edition, Opened, opened
from makers.published import PERIODS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def edition_of(published: Callable[[str], Path]) -> Callable[..., Edition]:
    """``edition_of("sample", "en")``."""
    return lambda data, lang: Edition(data, lang, published(data) / PERIODS[data])


@pytest.fixture(scope="module", params=EDITIONS, ids="-".join)
def edition(request: pytest.FixtureRequest, edition_of: Callable[..., Edition]) -> Edition:
    """Each page in turn: real and made-up figures, both languages."""
    return edition_of(*request.param)


@pytest.fixture(scope="module")
def desktop(chromium: Browser, edition: Edition) -> Iterator[Opened]:
    """The page on a desktop."""
    with opened(chromium, edition.path, "desktop", edition) as shown:
        yield shown


@pytest.fixture(scope="module")
def phone(chromium: Browser, edition: Edition) -> Iterator[Opened]:
    """The page on a phone."""
    with opened(chromium, edition.path, "phone", edition, is_mobile=True, has_touch=True) as shown:
        yield shown

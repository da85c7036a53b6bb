import sys

import pytest

from unit.charts.makers import recorder


@pytest.fixture
def watch(monkeypatch):
    """``watch("slope")`` remembers what the next figures of that module draw on the wide sheet."""

    def start(module):
        spy, drawn = recorder()
        # The package has a function of the same name as each of these modules.
        monkeypatch.setattr(sys.modules[f"chiso.charts.{module}"], "Drawing", spy)
        return drawn

    return start

"""Runs of a tiny project as processes of their own; none outlives its test."""

import pytest

from faults.nursery import Nursery


@pytest.fixture(scope="session")
def nursery(tmp_path_factory):
    found = Nursery(tmp_path_factory.mktemp("nursery"))
    yield found
    found.close()


@pytest.fixture
def start(nursery):
    """Starts the command line on a project: ``start(root, "run", CHISO_LANG="vi")``."""
    started = []

    def begin(root, *words, **environment):
        started.append(nursery.start(root, *words, **environment))
        return started[-1]

    yield begin
    for each in started:
        each.close()


@pytest.fixture
def run(start):
    """Runs the command line to its end: exit code, stdout, stderr."""
    return lambda root, *words, **environment: start(root, *words, **environment).finish()

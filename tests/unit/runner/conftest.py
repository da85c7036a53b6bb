"""Warm servers that all tests of the runner share."""

import os

import pytest

from chiso.runner.kernel import kernel_environment
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.preload import KERNEL_MODULES


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """One for small cells that need no library."""
    env = kernel_environment(os.environ, tmp_path_factory.mktemp("scratch"))
    with WarmServer(env, KERNEL_MODULES) as server:
        server.start()
        yield server


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """One as a run has it, with all libraries."""
    with WarmServer(kernel_environment(os.environ, tmp_path_factory.mktemp("scratch"))) as server:
        server.start()
        yield server

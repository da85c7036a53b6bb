"""A warm server that all tests of the runner share; their small cells need no library."""

import os

import pytest

from chiso.runner.kernel import kernel_environment
from chiso.runner.warm.owner import WarmServer
from chiso.runner.warm.preload import KERNEL_MODULES


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    env = kernel_environment(os.environ, tmp_path_factory.mktemp("scratch"))
    with WarmServer(env, KERNEL_MODULES) as server:
        server.start()
        yield server

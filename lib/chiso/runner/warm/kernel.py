"""The kernel ``chiso`` in a process that was forked and has most of it imported."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import Any

LAUNCHER = "chiso.runner.kernel_launcher"


def run_kernel(*arguments: str) -> None:
    """Serve as a kernel until it is shut down.

    Parameters
    ----------
    *arguments
        What follows ``python -m chiso.runner.kernel_launcher`` on the command line of a cold
        kernel.
    """
    from chiso.runner.kernel_app import PatientKernelApp

    launcher = importlib.util.find_spec(LAUNCHER)
    sys.argv = [str(launcher and launcher.origin), *arguments]
    # The default was read from the environment of the server when the class was imported.
    app: Any = PatientKernelApp.instance(parent_handle=os.getppid())
    app.initialize(list(arguments))
    app.start()

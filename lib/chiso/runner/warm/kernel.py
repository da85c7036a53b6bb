"""An IPython kernel in a process that was forked and has most of it imported."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import Any


def run_kernel(*arguments: str) -> None:
    """Serve as a kernel until it is shut down.

    Parameters
    ----------
    *arguments
        What follows ``python -m ipykernel_launcher`` on the command line of a cold kernel.
    """
    from ipykernel.kernelapp import IPKernelApp

    launcher = importlib.util.find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *arguments]
    # The default was read from the environment of the server when the class was imported.
    app: Any = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize(list(arguments))
    app.start()

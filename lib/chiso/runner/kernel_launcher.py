"""The kernel ``chiso`` as a program: ``python -m chiso.runner.kernel_launcher -f FILE``.

A module of its own, since the kernel may only be imported once the folder in which it starts no
longer offers modules to anybody.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    # IPython puts it back when everything is imported.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]

    from chiso.runner.kernel_app import PatientKernelApp

    PatientKernelApp.launch_instance()

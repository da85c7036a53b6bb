"""The command ``chiso``: words to calls, errors to exit codes."""

from __future__ import annotations

import gc
import sys

from chiso.cli.app import run_command_line, use_plain_errors

__all__ = ["main", "run_command_line"]

# Light commands make fewer objects than this: none of them stops to look for cycles.
_OBJECTS = 100_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    words = sys.argv[1:]
    gc.set_threshold(_OBJECTS)
    use_plain_errors(words)
    exit_code = run_command_line(words)
    gc.freeze()  # Python would look through all modules once more at its end
    sys.exit(exit_code)

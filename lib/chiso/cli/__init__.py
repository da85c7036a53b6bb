"""The command ``chiso``: words to calls, errors to exit codes."""

from __future__ import annotations

import sys

from chiso.cli.app import run_command_line, use_plain_errors

__all__ = ["main", "run_command_line"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    words = sys.argv[1:]
    use_plain_errors(words)
    sys.exit(run_command_line(words))

"""The real command line on a tiny project, with pages of one line: ``python -m faults.driver``."""

import resource
import sys
from functools import partial
from pathlib import Path

from chiso.cli import place, run_command_line
from chiso.runner import manifest, suite, workshop
from chiso.runner.warm.owner import warm_server
from chiso.runner.warm.preload import KERNEL_MODULES
from unit.runner.tiny import TinyExporter


def main(*words):
    if words[0] == "--file-limit":
        size = int(words[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        words = words[2:]
    # The tiny chapters need no library.
    workshop.warm_server = partial(warm_server, modules=KERNEL_MODULES)
    place.DEFAULT_DATA = "tiny"
    suite.OwnPages = TinyExporter
    manifest._LIBRARY = Path(__file__).parent  # nobody edits it while the tests run
    sys.exit(run_command_line(words))


if __name__ == "__main__":
    main(*sys.argv[1:])

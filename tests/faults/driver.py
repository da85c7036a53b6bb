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

# First word of a run that has its data set read by a process of its own, as runs of people do.
READING = "--reading"


class OwnReader:
    """In the place of a process that reads the data set: the run reads its tiny one itself.

    Importing what reads one takes longer than all else that such a run does.
    """

    def __init__(self, server, *_):
        self.server, self.address = server, server.address

    def findings(self):
        """Nothing, so that the run looks itself."""

    def close(self):
        """Nothing was begun."""


def main(*words):
    if words[0] == "--file-limit":
        size = int(words[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        words = words[2:]
    if words[0] == READING:
        words = words[1:]
    else:
        workshop.DataReader = OwnReader
    # The tiny chapters need no library.
    workshop.warm_server = partial(warm_server, modules=KERNEL_MODULES)
    place.DEFAULT_DATA = "tiny"
    suite.OwnPages = TinyExporter
    manifest._LIBRARY = Path(__file__).parent  # nobody edits it while the tests run
    sys.exit(run_command_line(words))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The real command line with a made-up reader: ``python -m faults.import_driver [FAULT] …``.

Its readers load this module too.
"""

import os
import resource
import signal
import sys

from chiso.cli import place, run_command_line
from chiso.dataset import batches, writer
from chiso.loaders import recognise
from unit.intake.made_up import read_made_up


def die(*words):
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(call):
    def called(*words):
        call(*words)
        die()

    return called


def set_fault(name, value):
    if name == "--file-limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(value), int(value)))
    elif value == "half_staged":
        writer.flush_folder = die
    elif value == "staged":
        batches.write_folder = die_after(batches.write_folder)
    elif value == "entered":
        batches.flush_folder = die


def main():
    words = sys.argv[1:]
    if words[0] in ("--die", "--file-limit"):
        set_fault(*words[:2])
        words = words[2:]
    place.DEFAULT_DATA = "tiny"
    recognise.read_return = read_made_up
    sys.exit(run_command_line(words))


if __name__ == "__main__":
    main()

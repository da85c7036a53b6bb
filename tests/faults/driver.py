"""The real command line on a tiny project, with pages of one line: ``python -m faults.driver``."""

import resource
import sys
from pathlib import Path

from chiso.cli import place, run_command_line
from chiso.runner import manifest, suite
from unit.runner.tiny import TinyExporter


def main():
    # An optional check of addresses in jsonschema, which takes more than a second to import.
    sys.modules["rfc3987_syntax"] = None
    words = sys.argv[1:]
    if words[0] == "--file-limit":
        size = int(words[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        words = words[2:]
    place.DEFAULT_DATA = "tiny"
    suite._own_exporter = TinyExporter
    manifest._LIBRARY = Path(__file__).parent  # nobody edits it while the tests run
    sys.exit(run_command_line(words))


if __name__ == "__main__":
    main()

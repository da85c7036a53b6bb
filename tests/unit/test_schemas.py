import subprocess
import sys

PROGRAM = """
import sys
{before}
from chiso.schemas import import_jsonschema
import_jsonschema()
import jsonschema, papermill
print("rfc3987_syntax" in sys.modules, "isoduration" in sys.modules)
import rfc3987_syntax, isoduration
print(rfc3987_syntax.is_valid_syntax("iri", "https://hòabình.vn/"))
"""


def told(before=""):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(before=before)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_papermill_is_imported_without_checks_of_addresses_and_durations_which_stay_importable():
    assert told() == ["False", "False", "True"]


def test_a_grammar_that_is_already_there_stays():
    assert told("import rfc3987_syntax") == ["True", "False", "True"]

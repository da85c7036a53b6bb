import subprocess
import sys

PROGRAM = """
import sys
{before}
from chiso.schemas import import_jsonschema
import_jsonschema()
import jsonschema, papermill
print("rfc3987_syntax" in sys.modules)
import rfc3987_syntax
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


def test_papermill_is_imported_without_the_grammar_of_addresses_which_stays_importable():
    assert told() == ["False", "True"]


def test_a_grammar_that_is_already_there_stays():
    assert told("import rfc3987_syntax") == ["True", "True"]

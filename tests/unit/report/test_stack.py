"""Several things that one call shows."""

from __future__ import annotations

from chiso.narrative import Prose
from chiso.report.stack import MIME, Stack
from chiso.words import same

ONE, TWO = Prose([same("Một.")], "vi"), Prose([same("Hai.")], "vi")


def test_parts_stand_in_their_order():
    assert repr(Stack((ONE, TWO))) == "Một.\nHai."
    assert Stack((TWO, ONE)).to_html().index("Hai") < Stack((TWO, ONE)).to_html().index("Một")


def test_each_part_keeps_its_record():
    record = Stack((ONE, TWO))._repr_mimebundle_()[MIME]
    assert record == {"kind": "group", "items": [{"kind": "prose"}, {"kind": "prose"}]}


def test_a_stack_in_a_stack_gives_its_parts():
    record = Stack((ONE, Stack((TWO, ONE))))._repr_mimebundle_()[MIME]
    assert len(record["items"]) == 3

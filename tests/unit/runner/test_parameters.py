import pytest

from chiso.errors import UsageError
from chiso.runner.notebook import Chapter
from chiso.runner.parameters import Declared, bind_parameters, read_declarations
from unit.runner.tiny import PARAMETERS


def chapter(tmp_path, source=PARAMETERS, name="10_trends"):
    declared, problems = read_declarations(source, name)
    assert problems == ()
    return Chapter(name, tmp_path / "notebooks" / f"{name}.ipynb", (), declared)


def problems_of(source):
    return [problem.sentence("en") for problem in read_declarations(source, "10_trends.ipynb")[1]]


def bind(chapters, **extra):
    return bind_parameters(chapters, extra)


def refusals(chapters, **extra):
    with pytest.raises(UsageError) as caught:
        bind_parameters(chapters, extra)
    return caught.value.lines("en")


def test_a_declaration_is_name_type_and_default():
    declared, _ = read_declarations("top: int = 10  # rows\nshare: float = 5", "x")
    assert declared == (Declared("top", "int", 10), Declared("share", "float", 5))


def test_a_declaration_may_leave_the_value_to_the_run():
    assert read_declarations("top: int", "x")[0] == (Declared("top", "int", None),)


def test_other_statements_and_an_empty_cell_declare_nothing():
    assert read_declarations("import math\n", "x") == ((), ())
    assert read_declarations("", "x") == ((), ())


def test_a_parameter_without_type_is_a_problem():
    assert problems_of('period = "2024"') == [
        "10_trends.ipynb: period: got \"period = '2024'\"; a parameter states its type, as in "
        'name: str = "…". Add the type.'
    ]


def test_an_unknown_type_is_told_with_the_nearest_one():
    assert "got 'string'" in problems_of('period: string = "2024"')[0]
    assert "Did you mean 'str'?" in problems_of('period: string = "2024"')[0]


@pytest.mark.parametrize(
    ("default", "type_name"),
    [('"1"', "int"), ("1", "str"), ("True", "int"), ("1.5", "int"), ("date()", "str")],
)
def test_a_default_of_another_type_is_a_problem(default, type_name):
    (told,) = problems_of(f"top: {type_name} = {default}")
    assert f"the default is a plain value of type {type_name}" in told


def test_a_cell_that_is_no_python_is_told_with_its_line():
    (told,) = problems_of('period: str = "2024"\n%matplotlib inline')
    assert told.startswith("10_trends.ipynb: parameters:2: got '%matplotlib inline")


def test_text_stays_text_where_text_is_declared(tmp_path):
    chapters = [chapter(tmp_path, PARAMETERS + '\ndistrict: str = ""')]
    assert bind(chapters, district="04789") == {"10_trends": {"district": "04789"}}


@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [("int", "-7", -7), ("float", "2.5", 2.5), ("bool", "True", True), ("bool", "0", False)],
)
def test_written_values_become_the_declared_type(tmp_path, type_name, text, value):
    chapters = [chapter(tmp_path, f"{PARAMETERS}\ntop: {type_name}")]
    assert bind(chapters, top=text) == {"10_trends": {"top": value}}


@pytest.mark.parametrize(
    ("type_name", "text"), [("int", "7.5"), ("float", "2,5"), ("bool", "yes"), ("int", "１")]
)
def test_a_value_of_another_type_is_refused(tmp_path, type_name, text):
    (told,) = refusals([chapter(tmp_path, f"{PARAMETERS}\ntop: {type_name}")], top=text)
    assert told.startswith(f"-p top: got {text!r}; this parameter is a {type_name}")


def test_a_parameter_goes_to_the_chapters_that_declare_it(tmp_path):
    chapters = [chapter(tmp_path, name="00_a"), chapter(tmp_path, PARAMETERS + "\ntop: int = 3")]
    assert bind(chapters, top="5") == {"00_a": {}, "10_trends": {"top": 5}}


def test_an_unknown_parameter_is_told_with_the_nearest_one(tmp_path):
    (told,) = refusals([chapter(tmp_path, PARAMETERS + "\ndistrict: str = ''")], distrikt="148")
    assert told.endswith("Did you mean 'district'?")


def test_a_misspelt_report_parameter_is_told_with_the_nearest_one(tmp_path):
    (told,) = refusals([chapter(tmp_path)], peroid="2024")
    assert told.endswith("Did you mean 'period'?")


def test_chapters_without_further_parameters_take_none(tmp_path):
    (told,) = refusals([chapter(tmp_path)], xyz="1")
    assert "the chosen chapters take no parameter besides period, lang, data" in told


def test_the_report_parameters_have_options_of_their_own(tmp_path):
    (told,) = refusals([chapter(tmp_path)], period="2024")
    assert told == "-p: got 'period'; period has its own option --period. Use --period."


def test_a_misspelt_declaration_is_told_once_with_what_to_rename(tmp_path):
    wrong = chapter(tmp_path, PARAMETERS.replace("period:", "peroid:"))
    assert refusals([wrong]) == [
        "notebooks/10_trends.ipynb: parameters: got data, lang, peroid; the parameters cell "
        "declares period: str. Rename 'peroid' to 'period'."
    ]


def test_a_missing_declaration_is_told_with_the_line_to_add(tmp_path):
    (told,) = refusals([chapter(tmp_path, PARAMETERS.replace('lang: str = "vi"\n', ""))])
    assert told.endswith("the parameters cell declares lang: str. Add a line lang: str = …")


def test_a_report_parameter_is_text(tmp_path):
    wrong = PARAMETERS.replace('period: str = "2024-H1"', "period: int = 2024")
    (told,) = refusals([chapter(tmp_path, wrong)])
    assert told.startswith("notebooks/10_trends.ipynb: parameters: got int; period is a str.")


def test_a_parameter_without_any_value_is_refused(tmp_path):
    (told,) = refusals([chapter(tmp_path, PARAMETERS + "\ntop: int")])
    assert "the parameter 'top' has no value. Give it a default, or add -p top=…" in told


def test_all_problems_are_told_at_once(tmp_path):
    wrong = chapter(tmp_path, 'lang: int = 1\ndata: str = ""')
    assert len(refusals([wrong], xyz="1")) == 3

import pytest

from chiso.cli.choices import read_between
from chiso.cli.sampling import MOST_MONTHS, sample_command
from chiso.errors import SetupError, UsageError
from chiso.synthetic import timeline


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.chdir(tmp_path)


def sample(*words):
    return sample_command().main(list(words), "chiso sample", standalone_mode=False)


def test_it_makes_the_folder_and_says_what_comes_next(tmp_path, capsys):
    assert sample("deep/returns", "--seed", "5", "--months", "1") == 0
    told = capsys.readouterr()
    assert told.out == "deep/returns\n"
    assert "from 2025-06 to 2025-06" in told.err
    assert "Next: chiso new dataset my_sample --like sample" in told.err
    assert "Then: chiso import deep/returns --data my_sample" in told.err
    assert (tmp_path / "deep" / "returns" / "2025-06" / "II06a_148_2025-06.xlsx").is_file()
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["returns"]


def test_it_replaces_what_it_made_itself(tmp_path):
    sample("returns", "--months", "2")
    sample("returns", "--months", "1")
    folders = [path.name for path in (tmp_path / "returns").iterdir() if path.is_dir()]
    assert folders == ["2025-06"]


def test_it_leaves_the_folder_of_somebody_else_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match=r"letter\.txt"):
        sample("mine", "--months", "1")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_nothing_is_left_when_the_disk_is_full(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chiso.synthetic.returns.province_form", full)
    monkeypatch.setattr("chiso.synthetic.returns.index_766", full)
    with pytest.raises(SetupError, match="No space left on device"):
        sample("returns", "--months", "1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["0", "61", "-1", "1.5", "", "twelve", "١", "9" * 5000])
def test_months_are_a_number_from_1_to_60(text):
    with pytest.raises(UsageError, match="from 1 to 60"):
        sample("returns", f"--months={text}")


def test_the_seed_is_a_whole_number():
    with pytest.raises(UsageError, match="--seed: got 'x'; a whole number from 0"):
        sample("returns", "--seed", "x")


def test_both_ends_are_allowed():
    assert [read_between("--n", text, 0, 60) for text in ("0", "60")] == [0, 60]


def test_the_command_knows_how_many_months_there_are():
    assert MOST_MONTHS == timeline.MOST_MONTHS

import numpy as np
import pandas as pd
import pytest

from chiso.report.texts import with_light_texts

ARROW = pd.StringDtype("pyarrow", na_value=np.nan)
FRAME = pd.DataFrame(
    {
        "name": pd.Series(["Tân Lạc", None, "Mai Châu"], dtype=ARROW),
        "kind": pd.Categorical(["a", "b", "a"]),
        "value": [91.5, np.nan, 0.0],
    },
    index=[7, 3, 5],
)


@pytest.fixture(autouse=True)
def _storage():
    with pd.option_context("mode.string_storage", "auto"):
        yield


def test_only_how_texts_are_kept_changes():
    light = with_light_texts(FRAME)
    pd.testing.assert_frame_equal(light, FRAME, check_dtype=False)
    assert light["name"].dtype == "str"
    assert light["name"].dtype.storage == "python"
    assert light.drop(columns="name").dtypes.equals(FRAME.drop(columns="name").dtypes)


def test_texts_of_later_frames_are_kept_so_too():
    with_light_texts(FRAME)
    assert pd.Series(["Đà Bắc"]).dtype.storage == "python"


def test_the_frame_itself_stays_as_it_was():
    with_light_texts(FRAME)
    assert FRAME["name"].dtype.storage == "pyarrow"

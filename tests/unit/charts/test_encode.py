import io

import numpy as np
import pytest
from PIL import Image

from chiso.charts.encode import MOST_COLOURS, to_png, to_webp


def opaque(pixels):
    return np.insert(pixels, 3, 255, axis=-1)


def picture(*colours):
    return opaque(np.array([colours], dtype=np.uint8))


def colours_of(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))[0].tolist()


def test_white_and_the_colours_drawn_stay_exact():
    drawn = picture((255, 255, 255), (0x12, 0x43, 0x6D), (0xB5, 0x42, 0x0F))
    assert colours_of(to_png(drawn, {"#12436D", "#B5420F"})) == drawn[0, :, :3].tolist()


def test_soft_edges_take_a_near_shade_of_their_colour():
    half = tuple(255 - (255 - part) // 2 for part in (0x12, 0x43, 0x6D))
    found = colours_of(to_png(picture(half), {"#12436D", "#B5420F"}))[0]
    assert max(abs(a - b) for a, b in zip(found, half, strict=True)) <= 255 / 3 / 2


@pytest.mark.parametrize("count", [1, 9, 20, 60])
def test_there_are_never_more_than_64_colours(count):
    colours = {f"#{number:02X}{255 - number:02X}{number // 2:02X}" for number in range(count)}
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    image = Image.open(io.BytesIO(to_png(opaque(noise), colours)))
    assert len(image.getcolors()) <= MOST_COLOURS


def test_a_sheet_without_colours_is_white():
    assert colours_of(to_png(picture((255, 255, 255)), set())) == [[255, 255, 255]]


def depth(data):
    """Bits a pixel, from the header of the file."""
    return data[24]


def test_the_colours_of_one_chart_take_half_a_byte_a_pixel():
    usual = {"#262626", "#595959", "#868F98", "#DDE1E6", "#12436D", "#B5420F"}
    assert depth(to_png(picture((255, 255, 255)), usual)) == 4


def test_more_colours_take_a_whole_byte_and_all_stay_exact():
    many = {f"#{number:02X}40F0" for number in range(0, 250, 10)}
    drawn = [tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for colour in many]
    data = to_png(picture(*drawn), many)
    assert depth(data) == 8
    assert colours_of(data) == [list(colour) for colour in drawn]


def test_the_picture_of_the_page_has_the_same_pixels_and_fewer_bytes():
    stripes = np.zeros((200, 400, 3), dtype=np.uint8) + 255
    stripes[:, ::7] = (0x12, 0x43, 0x6D)
    stripes[::11] = (0xB5, 0x42, 0x0F)
    png = to_png(opaque(stripes), {"#12436D", "#B5420F"})
    webp = to_webp(png)
    shown = Image.open(io.BytesIO(webp))
    assert shown.format == "WEBP"
    assert np.array_equal(np.asarray(shown.convert("RGB")), stripes)
    assert len(webp) < len(png)

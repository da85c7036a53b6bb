"""Tables with obvious defaults, and a reader of their HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pandas as pd

from chiso.tables import Column, Table

NAME = Column("name", "Đơn vị", scope_row=True)


def frame(rows=1, **columns):
    names = [f"Đơn vị {number}" for number in range(1, rows + 1)]
    return pd.DataFrame({"name": names, **columns}, index=range(rows))


def table(*columns, data=None, **changes):
    data = frame() if data is None else data
    words = {
        "id": "b-thu",
        "caption": "Kết quả của các đơn vị",
        "unit": "%",
        "columns": (NAME, *columns),
        "frame": data,
        "order": "mã đơn vị hành chính",
        "notes": (),
        "sources": (),
        "lang": "vi",
    }
    return Table(**{**words, **changes})


def one_cell(column, lang="vi", **values):
    """The text and the attributes of a single cell."""
    data = frame(**{name: [value] for name, value in values.items()})
    cells = read(table(column, data=data, lang=lang).to_html()).cells
    return cells[-1]


@dataclass
class Cell:
    tag: str
    attributes: dict
    text: str = ""


@dataclass
class Page(HTMLParser):
    """Cells, tags and ids of a fragment, which must be well formed."""

    cells: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    open_tags: list = field(default_factory=list)
    text: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "img", "source"):
            self.open_tags.append(tag)
        if tag in ("td", "th"):
            self.cells.append(Cell(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in ("path", "circle"):
            return
        assert self.open_tags.pop() == tag

    def handle_data(self, data):
        self.text += data
        if {"td", "th"} & set(self.open_tags):
            self.cells[-1].text += data

    def all(self, tag, **wanted):
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


def read(html):
    page = Page()
    page.feed(html)
    page.close()
    assert page.open_tags == []
    return page

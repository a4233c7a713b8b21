"""Cards without a browser: a comm that counts messages, a reader of their HTML, and a watch on hidden errors."""

import contextlib
import csv
import importlib
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser

import comm
import pytest
from comm.base_comm import BaseComm
from hypothesis import HealthCheck, settings

from exoteach import evidence, lesson
from exoteach.panels.card import Card
from exoteach.panels.panel import Panel

settings.register_profile("exoteach", deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("exoteach")
VOID = {"input", "br", "img", "circle", "path"}


@dataclass
class Element:
    """One element of a card: its tag, attributes, parents and the text inside."""

    tag: str
    attributes: dict
    parents: list
    words: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(self.words)

    def __getitem__(self, name):
        return self.attributes.get(name)

    def __contains__(self, name):
        return name in self.attributes


class Reader(HTMLParser):
    """Reads a card's HTML into a flat list of elements; unbalanced tags are an error."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.open = [], []
        self.feed(html)
        assert not self.open, f"never closed: {[e.tag for e in self.open]}"

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), list(self.open))
        assert len(element.attributes) == len(attributes), f"an attribute twice in <{tag}>"
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append(Element(tag, dict(attributes), list(self.open)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open and self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        for element in self.open:
            element.words.append(data)


@pytest.fixture
def read():
    """A function: the elements of a card, or those of one tag (and one attribute)."""

    def elements(card, tag=None, attribute=None):
        html = card if isinstance(card, str) else card.html
        found = Reader(html).elements
        return [e for e in found if tag in (None, e.tag) and (attribute is None or attribute in e)]

    return elements


class CountingComm(BaseComm):
    """A comm that keeps what it was asked to send."""

    def __init__(self, *args, **kwargs):
        self.sent = []
        super().__init__(*args, **kwargs)

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        self.sent.append((msg_type, data))


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    """Every card opens a comm that counts."""
    monkeypatch.setattr(comm, "create_comm", CountingComm)


@pytest.fixture
def send():
    """A function that sends an act to a card as the page does, and returns the state messages that come back."""

    def post(card, **message):
        before = len(card.comm.sent)
        card.comm.handle_msg({"content": {"data": {"method": "custom", "content": {"n": card.done + 1, **message}}}, "buffers": []})
        return [data["state"] for kind, data in card.comm.sent[before:] if data.get("method") == "update"]

    return post


def assert_no_trouble():
    """Fail if a callback of any card raised: cards swallow errors so that the reader sees them in place."""
    log = list(Card.trouble_log)
    Card.trouble_log.clear()
    assert not log, "a callback raised:\n" + "\n".join(log)


@pytest.fixture(autouse=True)
def no_hidden_trouble():
    """No callback may raise in any test of this layer."""
    Card.trouble_log.clear()
    yield
    assert_no_trouble()


@pytest.fixture
def watch():
    """The watch itself, to be called."""
    return assert_no_trouble


@pytest.fixture
def trouble():
    """For tests that provoke an error: expects exactly one, and takes it out of the log."""

    @contextlib.contextmanager
    def expected(message):
        yield
        with pytest.raises(AssertionError, match=message):
            assert_no_trouble()

    return expected


@pytest.fixture(autouse=True)
def progress_folder(tmp_path, monkeypatch):
    """A folder of its own for answers, no instructor, no lesson begun."""
    folder = tmp_path / "progress"
    monkeypatch.setenv("EXOTEACH_PROGRESS", str(folder))
    monkeypatch.delenv("EXOTEACH_INSTRUCTOR", raising=False)
    monkeypatch.setattr(importlib.import_module("exoteach.lesson.session"), "_current", None)
    return folder


@pytest.fixture
def with_rows(tmp_path, monkeypatch):
    """A function: a copy of the data folder with rows added to a table; what a row leaves out stays empty."""
    folder = tmp_path / "data"

    def add(table, *rows):
        if not folder.exists():
            shutil.copytree(evidence.data_folder(), folder)
            monkeypatch.setenv("EXOTEACH_DATA", str(folder))
        path = folder / f"{table}.csv"
        with open(path, newline="", encoding="utf-8") as handle:
            reader = csv.DictReader(handle)
            kept, columns = list(reader), reader.fieldnames
        with open(path, "w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows([*kept, *rows])
        evidence.folder._read.cache_clear()
        evidence.folder._records.cache_clear()

    yield add
    evidence.folder._read.cache_clear()
    evidence.folder._records.cache_clear()


@pytest.fixture
def begin():
    """A function that starts the lesson as a new kernel would; returns its set-up card."""
    return lambda: lesson.start("structure")


@pytest.fixture
def panel():
    """The panel of lesson 01, open and with all controls."""
    return Panel("how-much-fits", show_all=True)

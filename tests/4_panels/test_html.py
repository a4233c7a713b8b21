"""Every card in every state: ids once, every field with a name, every reference with its target, nothing unescaped."""

import re

import pytest

from exoteach import lesson
from exoteach.panels.html import Html, tag, text
from exoteach.panels.panel import Panel

NASTY = '"><script>alert(1)</script>'


def every_card():
    """All cards of the lesson: fresh, answered wrongly, answered rightly, with refused entries and all folds."""
    setup = lesson.start("structure")
    predict, panel, observe = lesson.predict("lumen-ratio"), lesson.panel("how-much-fits"), lesson.observe("lumen-ratio-seen")
    quiz, check, order = lesson.quiz("which-ceiling"), lesson.check("lumen-volume"), lesson.order("lumen-ratio-lines")
    cards = [setup, predict, panel, observe, quiz, check, order]
    yield "fresh", cards
    predict.act("answer", {"fields": {"choice": "five", "reason": NASTY, "sure": "1"}})
    quiz.act("answer", {"fields": {"choice": "lumen"}})
    order.place("small", "square")
    order.act("hint")
    observe.act("answer", {"fields": {"choice": "thin"}})
    yield "answered", cards
    panel.act("reveal")
    for key in panel.controls:
        panel.act("set", {"name": key, "value": NASTY})
    panel.act("load", {"fields": {"code": NASTY}})
    setup.act("import", {"name": NASTY, "value": NASTY})
    predict.act("again")
    yield "refused", cards
    yield "second panel", [*cards, Panel("how-much-fits", show_all=True)]


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """HTML of every card in every state, as (name, [html, …])."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXOTEACH_PROGRESS", str(tmp_path_factory.mktemp("html")))
        patch.delenv("EXOTEACH_INSTRUCTOR", raising=False)
        return [(name, [(c.kind, c.html) for c in cards]) for name, cards in every_card()]


@pytest.fixture
def each(states, read):
    """All (where, elements) of all cards."""
    return [(f"{name}, {kind}", read(html)) for name, cards in states for kind, html in cards]


def test_ids_are_unique_on_the_page(states, read):
    for name, cards in states:
        ids = [e["id"] for _, html in cards for e in read(html) if "id" in e]
        assert len(ids) > 5 and sorted(ids) == sorted(set(ids)), name


def test_every_label_has_its_field_and_every_reference_its_target(each):
    found = 0
    for where, elements in each:
        ids = {e["id"] for e in elements if "id" in e}
        for e in elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                found += name in e
                assert set((e[name] or "").split()) <= ids, f"{where}: {name}={e[name]}"
    assert found > 50


def accessible_name(element, elements):
    """What a screen reader calls a field or button."""
    by_id = {e["id"]: e for e in elements if "id" in e}
    labels = [e.text for e in elements if e.tag == "label" and e["for"] and e["for"] == element["id"]]
    around = [p.text for p in element.parents if p.tag == "label"]
    referred = [by_id[i].text for i in (element["aria-labelledby"] or "").split()]
    return " ".join(filter(None, [element["aria-label"], *referred, *labels, *around, element.text, element["alt"]])).strip()


def test_every_field_button_picture_and_group_has_a_name(each):
    kinds = ("input", "textarea", "select", "button", "svg", "a", "section", "img")
    seen = set()
    for where, elements in each:
        for e in elements:
            if e.tag in kinds or e["role"] == "img":
                seen.add(e.tag)
                assert re.search(r"\w|[↑↓]", accessible_name(e, elements)), f"{where}: <{e.tag} {e.attributes}>"
            if e.tag == "fieldset":
                first = [x for x in elements if x.tag == "legend" and x.parents[-1] is e]
                assert first or accessible_name(e, elements), f"{where}: a group without a name"
    assert {"input", "textarea", "button", "svg", "a"} <= seen


def test_names_of_buttons_are_words_not_arrows(each):
    for where, elements in each:
        for e in elements:
            if e.tag == "button":
                assert re.search(r"[A-Za-z]{2}", e["aria-label"] or e.text), f"{where}: {e.text}"


def test_radio_buttons_stand_in_a_named_group(each):
    groups = 0
    for _, elements in each:
        for e in elements:
            if e["type"] == "radio":
                groups += 1
                assert any(p.tag == "fieldset" for p in e.parents)
    assert groups > 20


def test_sliders_say_their_value_with_its_unit(each):
    sliders = [e for _, elements in each for e in elements if e["type"] == "range"]
    assert sliders and all(e["aria-valuetext"] and e["aria-label"] and float(e["min"]) < float(e["max"]) for e in sliders)
    assert any(e["aria-valuetext"].endswith(" nm") for e in sliders)


def test_every_card_is_a_named_region_with_one_live_line(each):
    for where, elements in each:
        assert elements[0].tag == "section" and elements[0]["aria-label"], where
        live = [e for e in elements if e["aria-live"] == "polite"]
        assert len(live) == 1 and live[0].text == "" and "data-keep" in live[0], where


def test_headings_begin_at_three_and_skip_no_level(each):
    for where, elements in each:
        levels = [int(e.tag[1]) for e in elements if re.fullmatch(r"h\d", e.tag)]
        assert all(level == 3 for level in levels), f"{where}: {levels}"


def test_text_of_the_learner_never_becomes_markup(states):
    assert any("&lt;script&gt;" in html for _, cards in states for _, html in cards)
    assert not any("<script" in html or 'value=""><' in html for _, cards in states for _, html in cards)


def test_no_unfilled_template_is_shown(each):
    for where, elements in each:
        for e in elements:
            assert not re.search(
                r"\{\w+\}|\bnan\b|\bNone\b(?!:)", e.text if e.tag in ("p", "dd", "dt", "li", "td", "label") else ""
            ), f"{where}: {e.text}"


def test_links_to_sources_open_apart_and_safely(each):
    links = [e for _, elements in each for e in elements if e.tag == "a" and "download" not in e]
    assert links and all(e["href"].startswith("http") and e["target"] == "_blank" and e["rel"] == "noopener" for e in links)


def test_every_act_in_the_html_is_one_the_card_knows(begin):
    for _, cards in every_card():
        for card in cards:
            for act in re.findall(r'data-(?:act|file)="([^"]+)"', card.html):
                assert hasattr(card, f"on_{act}"), f"{card.kind}: {act}"
            if "data-set" in card.html or "data-live" in card.html:
                assert hasattr(card, "on_set")
            if "data-draft" in card.html:
                assert hasattr(card, "on_draft")


@pytest.mark.parametrize(
    "thing, html",
    [("<b>", "&lt;b&gt;"), ("\"'", "&quot;&#x27;"), (None, ""), (Html("<b>"), "<b>"), (["a", None, "<"], "a&lt;"), (3, "3")],
)
def test_text_is_escaped_unless_it_is_html_already(thing, html):
    assert text(thing) == html


def test_attributes_are_escaped_and_left_out_when_none():
    assert (
        tag("p", "x", title='"<', hidden=True, lang=None, for_="a", data_act="b")
        == '<p title="&quot;&lt;" hidden for="a" data-act="b">x</p>'
    )

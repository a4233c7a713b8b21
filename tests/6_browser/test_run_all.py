"""Run All without answering: the lesson runs to its end, keeps nothing, and its panel stays covered."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def ran(open_lesson):
    return open_lesson()


def test_every_cell_runs_without_an_error(ran):
    kinds = [out["output_type"] for outputs in ran.outputs() for out in outputs]
    assert len(kinds) >= 7 and "error" not in kinds and "stream" not in kinds, kinds


def test_nothing_is_recorded(ran):
    assert ran.answers() == {}
    kept = list((ran.files / ran.name).parent.glob("exoteach-progress/*"))
    assert kept == []
    expect(ran.card("setup")).to_contain_text(f"0 of {ran.steps()} steps answered")


def test_the_panel_is_covered_and_holds_nothing_to_see_or_to_focus(ran):
    panel = ran.card("panel")
    expect(panel).to_contain_text("Predict first")
    assert panel.locator("input, button, a, summary, svg, img, [data-plot], [tabindex='0']").count() == 0
    assert ran.page.locator(".js-plotly-plot").count() == 0
    assert not [n for n in ran.heard("slider") if "iameter" in n["name"]]
    expect(ran.card("observe")).not_to_contain_text("thick")
    assert "rises" not in ran.page.locator(".jp-Notebook").inner_text()


def test_plotlys_private_script_still_gives_what_the_cards_call(ran):
    kinds = ran.page.evaluate("""async () => { const plotly = await window.exoteachPlotly.promise;
        return [typeof plotly.react, typeof plotly.Plots.resize, plotly.version]; }""")
    assert kinds[:2] == ["function", "function"], kinds
    wanted = ran.python(
        "import re; from plotly.offline import get_plotlyjs; print(re.search(r'plotly.js v([0-9.]+)', get_plotlyjs())[1])"
    )
    assert kinds[2] == wanted.strip()


def test_axe_finds_nothing_wrong_after_run_all(ran):
    wrong, passed = ran.axe()
    assert not wrong, "\n".join(wrong)
    assert passed > 100, "axe looked at next to nothing"


def test_the_console_holds_no_error(ran):
    assert ran.errors == []


def test_no_other_host_is_asked(ran):
    assert ran.outside == []
    ran.page.evaluate("() => fetch('http://exoteach.example/').catch(() => null)")
    assert ran.outside == ["http://exoteach.example/"], "a request to another host would not be noticed"
    ran.outside.clear()

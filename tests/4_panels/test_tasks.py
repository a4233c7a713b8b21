"""Tasks: a panel opens with one control and one read-out, and each solved task opens the next."""

import pytest

from exoteach import evidence
from exoteach.panels.panel import Panel

PANELS = [row["id"] for row in evidence.rows("course/panels")]


@pytest.fixture(params=PANELS)
def fresh(request):
    """A panel as a learner meets it."""
    return Panel(request.param)


def shown(panel, read):
    controls = {e["name"] for e in read(panel, "input") if e["name"] in panel.controls}
    return controls, {e["data-key"] for e in read(panel) if e["class"] == "exo-read"}


def solve(panel, task, send):
    send(panel, act="set", name=task["control"], value=task["value"])


def test_panel_opens_with_one_control_and_one_readout(fresh, read):
    controls, readouts = shown(fresh, read)
    assert len(controls) == len(readouts) == 1
    assert len(read(fresh, "li")) > 0 and len([e for e in read(fresh, "li") if e.parents[-1]["class"] == "exo-tasks"]) == 1


def test_every_solved_task_opens_what_its_row_says(fresh, read, send):
    for number, task in enumerate(fresh.tasks, start=1):
        before = shown(fresh, read)
        solve(fresh, task, send)
        assert fresh.solved == number, task["text"]
        after = shown(fresh, read)
        for column, old, new in zip(("controls", "readouts"), before, after, strict=True):
            assert new - old == {p.strip() for p in str(task[column] or "").split(";") if p.strip()}
    assert shown(fresh, read) == (set(fresh.controls), {r["id"] for r in fresh.readouts})


def test_done_tasks_are_marked_and_the_next_one_stands_below(fresh, read, send):
    solve(fresh, fresh.tasks[0], send)
    items = [e for e in read(fresh, "li") if e.parents[-1]["class"] == "exo-tasks"]
    assert [e["class"] for e in items] == ["exo-done", None]
    assert [e.text for e in items] == [t["text"] for t in fresh.tasks[:2]]


def test_a_task_is_not_solved_by_the_opening_state(fresh):
    assert fresh.solved == 0
    fresh._solve()
    assert fresh.solved == 0


def test_solving_an_earlier_task_does_not_solve_the_next(fresh, send):
    for number, task in enumerate(fresh.tasks, start=1):
        solve(fresh, task, send)
        assert fresh.solved == number


def test_almost_there_is_not_there(send):
    panel = Panel("how-much-fits")
    send(panel, act="set", name="outer_diameter_nm", value="149")
    assert panel.solved == 0
    send(panel, act="set", name="outer_diameter_nm", value="151")
    assert panel.solved == 1


def test_going_back_does_not_close_what_was_opened(fresh, read, send):
    solve(fresh, fresh.tasks[0], send)
    opened = shown(fresh, read)
    send(fresh, act="reset")
    assert shown(fresh, read) == opened


def test_a_preset_that_does_what_the_task_asks_solves_it(send):
    panel = Panel("how-much-fits")
    send(panel, act="preset", value="largest")
    assert panel.state["outer_diameter_nm"] == 150 and panel.solved == 1


def test_show_all_opens_everything_and_then_goes(fresh, read, send):
    assert "Show all controls" in [e.text for e in read(fresh, "button")]
    send(fresh, act="reveal")
    assert shown(fresh, read) == (set(fresh.controls), {r["id"] for r in fresh.readouts})
    assert "Show all controls" not in [e.text for e in read(fresh, "button")]

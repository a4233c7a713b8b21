"""How a panel looks, as HTML: covered, live, and as a still picture for pages without a kernel."""

from functools import cached_property

from exoteach import evidence
from exoteach.course.numbers import plain, show_number
from exoteach.figures.draw import part
from exoteach.panels.html import Html, button, source_link, tag

COVERED = "Predict first: this panel opens when you have answered, or skipped, the question above."
ASLEEP = "This is a still picture. Run all cells to bring the panel to life."


class PanelView:
    """Writes the HTML of one panel from its present state."""

    def __init__(self, panel):
        self.panel, self.text = panel, panel.text
        self._written = {}  # the fold of sources, by the sources in it

    @property
    def name(self):
        """What makes the ids of this panel's elements unique on the page."""
        return self.panel.name

    def _head(self):
        return [
            tag("p", "Panel", cls="exo-kind"),
            tag(
                "h3",
                self.text["title"],
                cls="exo-title",
                id=f"{self.name}-title",
                tabindex="-1",
                data_attention=self.panel.attention,
            ),
        ]

    def covered(self):
        """Return the panel before its prediction: nothing to focus, nothing to read ahead."""
        return [*self._head(), tag("p", COVERED)]

    def live(self, frame, words):
        """Return the whole panel."""
        plot = tag("div", tag("div", data_plot="", data_keep="", cls="exo-plot"), role="img",
                   aria_labelledby=f"{self.name}-title", aria_describedby=f"{self.name}-twin")  # fmt: skip
        right = tag("div", plot, self._readouts(words), self._twin(words))
        return [
            *self._head(),
            self._tasks(),
            tag(
                "div",
                tag("form", self._controls(), self._drawing(words, frame), data_form=""),
                right,
                cls="exo-grid",
            ),
            self._foot(),
            tag("div", self._folds(frame), cls="exo-folds"),
        ]

    def _tasks(self):
        panel = self.panel
        if not panel.tasks:
            return None
        shown = panel.tasks if panel.show_all else panel.tasks[: panel.solved + 1]
        items = [tag("li", t["text"], cls="exo-done" if i < panel.solved else None) for i, t in enumerate(shown)]
        return tag("ol", items, cls="exo-tasks")

    def _controls(self):
        panel, shown = self.panel, self.panel.revealed("controls")
        for key, value, control in panel._items():
            if shown is None or key in shown:
                typed, problem = panel.typed.get(key, (None, None))
                yield control.html(value, f"{self.name}-{key}", typed, problem)

    def _drawing(self, words, frame):
        if not self.panel.spec.drawing:
            return None
        note = tag("p", self.text["drawing_note"].format(**words), cls="exo-note", style="text-align:center")
        return tag("div", Html(self.panel.spec.drawing(self.panel.state, frame)), note, cls="exo-scale")

    def _readouts(self, words):
        shown = self.panel.revealed("readouts")
        cards = [
            tag("div", tag("dt", r["label"].format(**words)), tag("dd", r["value"].format(**words), cls="exo-value"),
                tag("dd", r["note"].format(**words)), cls="exo-read", data_key=r["id"])
            for r in self.panel.readouts if shown is None or r["id"] in shown
        ]  # fmt: skip
        return tag("dl", cards, cls="exo-reads")

    def _twin(self, words):
        said = self.text["twin"].format(**words)
        return tag("p", tag("b", "In words. "), tag("span", said, data_say="", id=f"{self.name}-twin"), cls="exo-twin")

    def _foot(self):
        panel = self.panel
        presets = [button(title, "preset", key, cls="exo-link") for key, title in panel.presets.items()]
        more = None if panel.revealed("controls") is None else button("Show all controls", "reveal", cls="exo-link")
        return tag("div", tag("span", "Presets:"), presets, button("Reset", "reset", cls="exo-link"), more, cls="exo-foot")

    def _folds(self, frame):
        panel = self.panel
        typed, problem = panel.typed.get("code", (panel.link(), None))
        field = tag("input", type="text", name="code", id=f"{self.name}-code", value=typed, size="44", autocomplete="off",
                    data_lm_suppress_shortcuts="true", aria_invalid="true" if problem else None)  # fmt: skip
        wrong = tag("p", problem, cls="exo-note", data_say="") if problem else None
        state = tag(
            "form",
            tag("label", "State code ", for_=f"{self.name}-code"),
            field,
            button("Load", "load"),
            cls="exo-row",
            data_form="",
        )
        yield self._fold("Table", self._table(frame))
        yield self._fold("Code and state code", tag("pre", tag("code", panel.code())), state, wrong)
        ids = self._source_ids(frame)
        if ids not in self._written:
            self._written[ids] = self._fold(f"Sources ({len(ids)})", self._sources(ids))
        yield self._written[ids]
        yield self._fold("Limits", tag("p", self.text["limits"]))

    def _fold(self, title, *inside):
        return tag("details", tag("summary", title), *inside, data_key=f"{self.name}-{title.split(' (')[0]}")

    def _table(self, frame):
        """Return the figure's values as a small table, and what was published."""
        lines = [
            tag("tr", tag("th", x if isinstance(x, str) else plain(x), " (chosen)" if i == 0 else None, scope="row"),
                [tag("td", _shown(v)) for v in values])
            for i, (x, *values) in enumerate(self.panel.spec.table(frame))
        ]  # fmt: skip
        head = tag("tr", *[tag("th", t, scope="col") for t in self.text["table_head"].split(";")])
        table = tag("div", tag("table", tag("thead", head), tag("tbody", lines)), cls="exo-scroll")
        items = [tag("li", said) for said in part(frame, "evidence")["sentence"]]
        return [table, tag("p", "Published:"), tag("ul", items)] if items else table

    @cached_property
    def _parameters(self):
        """The rows of the panel's controls and constants, and the sources behind them and their marks."""
        keys = (*self.panel.controls, *self.panel.spec.constants)
        rows = [evidence.row("parameters", key) for key in keys]
        marks = [mark for key in keys for mark in evidence.rows("parameter_marks", parameter=key)]
        return rows, [r["source"] for r in [*rows, *marks] if r["source"]]

    def _source_ids(self, frame):
        cited = [s for s in part(frame, "evidence")["source"] if s]
        return tuple(dict.fromkeys([*cited, *self._parameters[1]]))

    def _sources(self, ids):
        links = [tag("li", source_link(evidence.source(s))) for s in ids]
        rows = self._parameters[0]
        assumed = [tag("li", f"{r['label']}: {r['reason']}") for r in rows if r["basis"] == "assumption" and r["reason"]]
        said = [tag("p", "Assumed, not published:"), tag("ul", assumed)] if assumed else None
        return [tag("ul", links), said]

    def still(self, picture):
        """Return the panel for a page without a kernel; folded where a prediction comes first."""
        image = (
            tag("img", src=picture, alt=self.text["alt"], width="900") if picture else tag("p", "The picture is made by the build.")
        )
        inside = [image, tag("figcaption", self.text["still_twin"], " ", ASLEEP)]
        folded = evidence.rows("course/questions", covers_panel=self.panel.id)
        if folded:
            inside = [tag("details", tag("summary", "Predict first, then open the result"), *inside)]
        return tag("figure", tag("h3", self.text["title"]), *inside)


def _shown(cell):
    """Return a cell of the table in words: a number, a range, or text as it is."""
    if isinstance(cell, tuple):
        return f"{show_number(cell[0])}–{show_number(cell[1])}"
    return cell if isinstance(cell, str) else show_number(cell)

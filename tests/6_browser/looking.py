"""What the page looks like: axe-core on the course's own content, and screenshots for people."""

import contextlib

from axe_playwright_python.base import AXE_SCRIPT

OURS = [".jp-OutputArea-output", ".jp-RenderedMarkdown"]  # the rest of the page is Lab's own
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


class Looking:
    """The looking half of a Reader: needs its ``page`` and ``card``."""

    def axe(self, rules=None):
        """Return (what axe-core finds wrong with the course's own content, one line a finding; how many elements passed)."""
        if not self.page.evaluate("() => !!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        asked = {"runOnly": {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}}
        with self.whole_notebook():
            self.page.evaluate(
                "() => { document.body.style.overflow = 'visible'; }"
            )  # Lab's body is 0 high: axe would take all for hidden
            result = self.page.evaluate("([include, asked]) => axe.run({include}, asked)", [[[s] for s in OURS], asked])
            self.page.evaluate("() => { document.body.style.overflow = ''; }")
        wrong = [
            f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')[:200]}" for v in result["violations"] for n in v["nodes"]
        ]
        return wrong, sum(len(p["nodes"]) for p in result["passes"])

    @contextlib.contextmanager
    def whole_notebook(self):
        """For a while the window is as tall as the notebook, so that Lab lays out every cell; yields how tall it is."""
        before = self.page.viewport_size
        self.page.set_viewport_size(before | {"height": 8000})
        self.page.evaluate("() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0; }")
        self.page.wait_for_function("""() => [...document.querySelectorAll('.jp-WindowedPanel-viewport > .jp-Cell')].every(
            n => [...n.querySelectorAll('.jp-RenderedMarkdown, .cm-content')].some(m => m.checkVisibility({contentVisibilityAuto: true})))""")
        self.page.wait_for_timeout(300)  # the figure follows its box
        end = self.page.locator(".jp-WindowedPanel-viewport > .jp-Cell").last.bounding_box()
        yield end["y"] + end["height"]
        self.page.set_viewport_size(before)

    def pictures(self, whole, panel):
        """Keep a screenshot of the whole notebook, and one of its first panel."""
        whole.parent.mkdir(parents=True, exist_ok=True)
        with self.whole_notebook() as height:
            self.page.screenshot(
                path=str(whole), clip={"x": 0, "y": 0, "width": self.page.viewport_size["width"], "height": height + 20}
            )
            self.card("panel").screenshot(path=str(panel))

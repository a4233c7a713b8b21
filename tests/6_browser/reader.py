"""A reader at the browser: opens a notebook, runs it, presses keys, looks. Notes errors and requests to other hosts."""

import json

from exoteach import evidence

WIDGET = "window.jupyterapp.shell.currentWidget"
TRACES = """() => document.querySelector('.js-plotly-plot')._fullData.map(
    t => ({name: t.name, x: [...(t.x ?? [])], y: [...(t.y ?? [])], text: [].concat(t.text ?? [])}))"""


class Reader:
    """One page of one browser window."""

    def __init__(self, page, address, files):
        self.page, self.address, self.files = page, address, files
        self.errors, self.outside = [], []
        page.set_default_timeout(45_000)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(f"page error: {e.stack or e}"))
        page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else self.outside.append(r.url))
        page.on("websocket", lambda s: None if s.url.startswith(address.replace("http", "ws", 1)) else self.outside.append(s.url))

    # the notebook
    def open(self, name, theme="JupyterLab Light"):
        """Open a notebook alone on the page and wait until its kernel is ready."""
        self.name = name
        self.page.goto(f"{self.address}/doc/tree/{name}")
        self.page.wait_for_function(f"""() => {{ const w = window.jupyterapp && {WIDGET};
            return !!(w?.context?.isReady && w.sessionContext.isReady && w.sessionContext.session?.kernel?.status === 'idle'); }}""")
        self.theme(theme)
        return self

    def theme(self, theme):
        """Choose one of Lab's themes."""
        if self.page.evaluate("() => document.body.dataset.jpThemeName") == theme:
            return
        self.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        self.page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg="false" if "Dark" in theme else "true"
        )

    def command(self, name):
        """Carry out one of Lab's commands."""
        self.page.evaluate("async name => { await window.jupyterapp.commands.execute(name) }", name)

    def run_all(self):
        """Run all cells and wait until all have run."""
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(
            f"""() => {{ const w = {WIDGET};
            return [...w.content.model.cells].filter(c => c.type === 'code' && c.sharedModel.getSource().trim())
                .every(c => c.executionCount !== null) && w.sessionContext.session.kernel.status === 'idle'; }}""",
            timeout=90_000,
        )
        self.card("quiz").wait_for(state="attached")
        return self

    def run_cell(self, cell, source=None):
        """Run the cell with this id, after giving it another source if one is named, and wait until it has run."""
        self.page.evaluate(
            f"""async ([id, source]) => {{ const w = {WIDGET};
            const at = [...w.content.model.cells].findIndex(c => c.id === id);
            if (source !== null) w.content.model.cells.get(at).sharedModel.setSource(source);
            w.content.activeCellIndex = at; w.content.deselectAll();
            await window.jupyterapp.commands.execute('notebook:run-cell'); }}""",
            [cell, source],
        )

    def python(self, source):
        """Run code in a new cell at the end of the notebook; returns its plain output."""
        return self.page.evaluate(
            f"""async source => {{ const w = {WIDGET}, cells = w.content.model.sharedModel;
            cells.insertCell(cells.cells.length, {{cell_type: 'code', source}});
            w.content.activeCellIndex = cells.cells.length - 1; w.content.deselectAll();
            await window.jupyterapp.commands.execute('notebook:run-cell');
            return cells.cells[cells.cells.length - 1].toJSON().outputs.map(o => o.text ?? o.data?.['text/plain'] ?? o.evalue ?? '').flat().join('');
            }}""",
            source,
        )

    def outputs(self):
        """Return the outputs of all code cells, as they stand in the open notebook."""
        return self.page.evaluate(
            f"() => {WIDGET}.content.model.toJSON().cells.filter(c => c.cell_type === 'code').map(c => c.outputs)"
        )

    def save(self):
        """Save the notebook and return what is now on the disk."""
        self.command("docmanager:save")
        return json.loads((self.files / self.name).read_text("utf-8"))

    def leave(self):
        """Shut the kernel down, so that the next opening begins with a new one."""
        self.page.evaluate(f"async () => {{ await {WIDGET}?.sessionContext.shutdown() }}")

    def answers(self):
        """Return what is kept beside the notebook: {question: newest entry}."""
        kept = {}
        for path in (self.files / self.name).parent.glob("exoteach-progress/*.json"):
            for key, entry in json.loads(path.read_text("utf-8"))["answers"].items():
                if key not in kept or kept[key]["order"] < entry["order"]:
                    kept[key] = entry
        return kept

    def steps(self, lesson="structure"):
        """Return how many steps a lesson has, by the tables."""
        asked = [row for row in evidence.rows("course/questions", lesson=lesson) if row["kind"] != "test"]
        return len(asked) + len(evidence.rows("course/exercises", lesson=lesson))

    # the cards
    def card(self, kind, at=0):
        """Return the locator of the first card of a kind."""
        return self.page.locator(f".exo-card.exo-{kind}").nth(at)

    def open_panel(self, choice="cube"):
        """Commit to a prediction, as quickly as a mouse can, and wait for the figure."""
        self.card("predict").locator(f"input[value={choice}]").check()
        self.card("predict").get_by_role("button", name="Commit").click()
        return self.traces()

    def slider(self, name="Outer diameter"):
        """Return the slider of a control."""
        return self.card("panel").get_by_role("slider", name=f"{name}, slider")

    def entry(self, name="Outer diameter"):
        """Return the field where a control's value is typed."""
        return self.card("panel").get_by_role("textbox", name=name, exact=True)

    def traces(self):
        """Wait until the figure is drawn and return its traces."""
        self.page.wait_for_function("() => document.querySelector('.js-plotly-plot')?._fullData?.length")
        return self.page.evaluate(TRACES)

    def settle(self):
        """Wait until Python has answered everything that was sent, and what waited behind it."""
        self.page.evaluate(f"""async () => {{ for (let i = 0; i < 3; i++) {{
            await {WIDGET}.sessionContext.session.kernel.requestKernelInfo();
            await new Promise(done => requestAnimationFrame(() => setTimeout(done, 30))); }} }}""")

    def chosen(self):
        """Return (diameter, label) of the vesicle that is marked in the figure."""
        point = self.traces()[4]
        return point["x"][0], point["text"][0]

    def wait_chosen(self, diameter):
        """Wait until the figure marks a vesicle of this size."""
        self.page.wait_for_function("d => document.querySelector('.js-plotly-plot')?._fullData?.[4]?.x?.[0] === d", arg=diameter)

    # keys and focus
    def into_cell(self, cell):
        """Put the focus on a cell, as a reader who moves through the notebook by keyboard has it."""
        self.page.evaluate(
            f"""id => {{ const w = {WIDGET}; w.content.mode = 'command'; w.content.deselectAll();
            w.content.activeCellIndex = [...w.content.model.cells].findIndex(c => c.id === id); w.content.activeCell.node.focus(); }}""",
            cell,
        )

    def tab_to(self, target, at_most=25, key="Tab"):
        """Press Tab until the focus is on the locator's element; fails when it is never reached."""
        for _ in range(at_most):
            self.page.keyboard.press(key)
            if target.evaluate("n => n === document.activeElement"):
                return target
        raise AssertionError(f"{key} did not reach {target}; the focus is on {self.focused()}")

    def focused(self):
        """Return the start of the HTML of the element that has the focus."""
        return self.page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")

    def heard(self, role):
        """Return what assistive technology is told of all elements of a role: name, value, text of the value."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        found = [n for n in nodes if not n["ignored"] and n["role"]["value"] == role]
        more = [{p["name"]: p["value"].get("value") for p in n.get("properties", [])} for n in found]
        return [dict(name=n["name"]["value"], value=n.get("value", {}).get("value"), **m) for n, m in zip(found, more, strict=True)]

    def listen_to_kernel(self):
        """From now on note the kind of every message that the page sends to the kernel, in ``window.sentToKernel``."""
        self.page.evaluate(f"""() => {{ window.sentToKernel = [];
            {WIDGET}.sessionContext.session.kernel.anyMessage.connect((_, m) => m.direction === 'send' && window.sentToKernel.push(m.msg.header.msg_type)); }}""")

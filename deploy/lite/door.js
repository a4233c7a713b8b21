// Loaded by the site before JupyterLab, for two things that this door needs:
// - a lesson that was saved opens with its still pictures, not with panels of a Python that has gone;
// - a note says that Python is starting, and offers "Run all cells" when it is ready.
// Uses only Lab's public objects: contents.get, shell.currentWidget, commands.
(() => {
  const VIEW = "application/vnd.jupyter.widget-view+json";
  const STARTING = "Python is starting in your browser: about half a minute.";
  const READY = "Python is ready. Run all cells to bring the lesson to life.";
  const told = new WeakMap();   // notebook → its note

  function still(file) {
    const cells = file?.type === "notebook" && file.content?.cells;
    for (const cell of cells || []) {
      for (const { data } of cell.outputs ?? []) if (data?.["text/html"]) delete data[VIEW];
    }
    return file;
  }

  async function tell(app) {
    const notebook = app.shell.currentWidget;
    if (!notebook?.sessionContext || !notebook.content?.model) return;
    const note = told.get(notebook) ?? {};
    told.set(notebook, note);
    if (!note.state) {
      note.state = "starting";
      note.id = await app.commands.execute("apputils:notify", { message: STARTING, type: "info", options: { autoClose: false } });
    } else if (note.id && notebook.node.querySelector(".exo-card")) {
      app.commands.execute("apputils:dismiss-notification", { id: note.id });
      note.id = null;
    } else if (note.id && note.state === "starting" && notebook.sessionContext.session?.kernel?.status === "idle") {
      note.state = "ready";
      const actions = [{ label: "Run all cells", commandId: "exoteach:run-all", caption: "Run ▸ Run All Cells" }];
      app.commands.execute("apputils:update-notification", { id: note.id, message: READY, type: "info", autoClose: false, actions });
    }
  }

  async function runAll(app) {   // Lab's own command leaves the reader at the end; this one brings them back
    const { content } = app.shell.currentWidget, at = content.activeCellIndex;
    await app.commands.execute("notebook:run-all-cells");
    content.activeCellIndex = at;
    await content.scrollToItem(at, "smart");
  }

  function meet(app) {
    app.commands.addCommand("exoteach:run-all", { label: "Run all cells", execute: () => runAll(app) });
    const { contents } = app.serviceManager;
    const get = contents.get.bind(contents);
    contents.get = async (...asked) => still(await get(...asked));
    app.restored.then(() => setInterval(() => tell(app), 400));
  }

  let known;
  Object.defineProperty(window, "jupyterapp", { get: () => known, set(app) { known = app; meet(app); }, configurable: true });
})();

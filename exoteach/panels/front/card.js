// A card: Python writes the HTML, this module shows it, reports what the reader does, and draws the figure.
// It knows no lesson. Attributes it acts on:
//   data-act="name"      a click sends the act, with the element's name, data-value and the fields of its form
//   data-live            a range input sends "set" while it moves (one message under way, newest value wins)
//   data-set             a field sends "set" when it is changed
//   data-draft           a field sends "draft" when it is changed: nothing that was chosen or typed is lost
//   data-file="name"     a file input sends the text of the chosen file
//   data-say             text that a screen reader hears, 0.7 s after its last change
//   data-plot            where the figure is drawn        data-page-theme   the page's theme, "" or "projector"
//   data-attention="n"   a number that grows when the reader should look here: the card comes into view
//   data-keep            children belong to this module   data-key          identity of a moving element

const QUIET_MS = 700, PATIENCE_MS = 5000;
const shared = (window.exoteachPlotly ??= Promise.withResolvers());

// Unpacking the script blocks the page for a moment: it waits until the page is idle, or until a figure is to be drawn.
function offerPlotly(packed) {
  if (shared.start) return;
  let started = false;
  shared.start = () => { if (!started) { started = true; loadPlotly(packed); } };
  if (shared.wanted) shared.start(); else (window.requestIdleCallback ?? setTimeout)(shared.start, { timeout: 4000 });
}

async function loadPlotly(packed) {
  try {
    const open = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const source = await new Response(open).text();
    const blob = new Blob(["const module = {exports: {}};", source, "\nexport default module.exports;"], { type: "text/javascript" });
    const url = URL.createObjectURL(blob);
    shared.resolve((await import(url)).default);
    URL.revokeObjectURL(url);
  } catch (problem) { shared.reject(problem); }
}

const keyOf = (node) => node.nodeType === 1 ? node.getAttribute("data-key") || node.id || "" : "";
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

// Make the element `a` like `b`, touching only what differs, so that focus, typing and open folds survive.
function morph(a, b, settled) {
  if (a.nodeType !== 1) { if (a.data !== b.data) a.data = b.data; return; }
  if (a.hasAttribute("data-keep")) return;
  for (const { name } of [...a.attributes]) if (!b.hasAttribute(name) && !["open", "tabindex"].includes(name)) a.removeAttribute(name);
  const said = a.getAttribute("value");
  for (const { name, value } of b.attributes) if (name !== "open" && a.getAttribute(name) !== value) a.setAttribute(name, value);
  if (a.nodeName === "INPUT" && settled) {
    if (["radio", "checkbox"].includes(a.type)) a.checked = b.hasAttribute("checked");
    else if (a.type !== "file" && (said !== b.getAttribute("value") || a !== document.activeElement)) a.value = b.getAttribute("value") ?? "";
  }
  if (a.nodeName === "TEXTAREA" && settled && a !== document.activeElement) a.value = b.textContent;
  const wanted = [...b.childNodes];
  wanted.forEach((child, i) => {
    const here = a.childNodes[i];
    const match = keyOf(child) ? [...a.childNodes].find((n) => alike(n, child)) : here && !keyOf(here) && alike(here, child) ? here : null;
    const node = match ?? child;
    if (node !== here) a.insertBefore(node, here ?? null);
    if (match) morph(match, child, settled);
  });
  while (a.childNodes.length > wanted.length) a.lastChild.remove();
}

function pageTheme() {
  const asked = document.documentElement.dataset.exoteachTheme;
  return asked || (document.body.dataset.jpThemeLight === "false" ? "dark" : "light");
}

function fieldsOf(element) {
  const form = element.closest("[data-form]");
  const fields = {};
  for (const input of form?.querySelectorAll("input[name], textarea[name], select[name]") ?? []) {
    if (input.type === "radio") { fields[input.name] ??= null; if (input.checked) fields[input.name] = input.value; }
    else if (input.type === "checkbox") fields[input.name] = input.checked;
    else if (input.type !== "file") fields[input.name] = input.value;
  }
  return fields;
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "exo-root";
  el.append(root);
  let sent = 0, underWay = 0, waiting = null, patience, quiet, said = null, live = null, drawn = null, attention = null, gone = false;

  const post = (message) => {
    const wait = () => root.classList.add("exo-waiting");
    clearTimeout(patience);
    patience = setTimeout(wait, PATIENCE_MS);
    try { model.send({ ...message, n: (underWay = ++sent) }); } catch { wait(); }   // the kernel was restarted: nobody listens
  };
  // Slider moves: one message under way, the newest value waits. Everything else goes at once, in order.
  const move = (message) => { if (underWay > model.get("done")) waiting = message; else post(message); };
  const act = (message) => { if (waiting) { const first = waiting; waiting = null; post(first); } post(message); };

  const listen = {
    click(event) {
      const target = event.target.closest("[data-act]");
      if (!target || target.disabled || target.matches("[aria-disabled=true]")) return;
      event.preventDefault();
      act({ act: target.dataset.act, name: target.name || "", value: target.dataset.value ?? null, fields: fieldsOf(target) });
    },
    input(event) {
      if (event.target.matches("[data-live]")) move({ act: "set", name: event.target.name, value: event.target.value, slider: true });
    },
    async change(event) {
      const target = event.target;
      if (target.matches("[data-set]")) act({ act: "set", name: target.name, value: target.type === "checkbox" ? (target.checked ? "yes" : "no") : target.value });
      else if (target.matches("[data-draft]")) act({ act: "draft", fields: fieldsOf(target) });
      else if (target.matches("[data-file]") && target.files[0]) {
        const file = target.files[0];
        act({ act: target.dataset.file, name: file.name, value: file.size > 1e6 ? null : await file.text() });
        target.value = "";
      }
    },
  };
  listen.keydown = (event) => {   // Enter sends what was typed, and stays in the field
    if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
    if (event.target.matches("[data-set]")) listen.change(event);
    else event.target.closest("[data-form]")?.querySelector("button.exo-main, button[data-act]")?.click();
  };
  listen.submit = (event) => event.preventDefault();
  for (const [name, handler] of Object.entries(listen)) root.addEventListener(name, handler);

  function speak() {
    const text = [...root.querySelectorAll("[data-say]")].map((n) => n.textContent.trim()).join(" ");
    if (text === said) return;
    const first = said === null;
    said = text;
    if (first) return;
    clearTimeout(quiet);
    quiet = setTimeout(() => { if (live) live.textContent = text; }, QUIET_MS);
  }

  function show() {
    const next = document.createElement("div");
    next.className = root.className;
    next.innerHTML = model.get("html");
    const focus = document.activeElement, around = [];
    for (let node = focus; node && node !== root && root.contains(node); node = node.parentElement) around.push(node);
    const settled = !waiting && underWay <= model.get("done");   // else a key pressed meanwhile would start from an old value
    morph(root, next, settled);
    if (focus && focus !== document.activeElement && root.contains(focus)) focus.focus({ preventScroll: true });
    if (around.length && !focus.isConnected) {   // what had the focus went away: stay on its line, else where it stood
      const line = focus.closest("li[data-key]")?.dataset.key;
      const spot = (line && root.querySelector(`[data-key="${CSS.escape(line)}"] button:not([aria-disabled=true])`)) ?? around.find((n) => n.isConnected);
      if (spot.nodeName !== "BUTTON") spot.tabIndex = -1;
      spot.focus({ preventScroll: true });
    }
    if (focus && root.contains(focus) && focus.disabled) focus.closest("[tabindex]")?.focus();
    live = root.querySelector(".exo-live");
    const page = root.querySelector("[data-page-theme]");
    const here = root.querySelector("[data-attention]"), asked = here?.dataset.attention ?? null;
    if (attention !== null && asked !== null && asked !== attention) { here.scrollIntoView({ block: "start", behavior: "smooth" }); here.focus({ preventScroll: true }); }
    attention = asked;
    if (page) document.documentElement.dataset.exoteachTheme = page.dataset.pageTheme;
    speak();
  }

  async function draw(force) {
    const text = model.get("figure_json"), box = root.querySelector("[data-plot]");
    if (!text || !box) return;
    const stamp = pageTheme() + text;
    if (drawn === stamp && !force) return;
    drawn = stamp;
    let plotly;
    shared.wanted = true;
    shared.start?.();
    try { plotly = await shared.promise; } catch { box.textContent = "This browser cannot draw the figure. Its values stand below, in words."; return; }
    if (gone || drawn !== stamp) return;
    const figure = JSON.parse(text);
    figure.layout.template = JSON.parse(model.get("templates_json"))[pageTheme()];
    const { weight } = figure.layout.template.layout.meta;
    for (const { line, marker } of figure.data) {
      if (line?.width) line.width *= weight;
      if (marker?.size) marker.size *= weight;
    }
    await plotly.react(box, figure.data, figure.layout, { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true });
    box.dataset.drawn = model.get("version");
    if (!box.dataset.watched) {
      box.dataset.watched = "1";
      resize.observe(box);
    }
  }
  const resize = new ResizeObserver(async (entries) => {
    const box = entries[0].target;
    if (box.isConnected && box.clientWidth) (await shared.promise).Plots.resize(box);
  });

  function update() {
    clearTimeout(patience);
    root.classList.remove("exo-waiting");
    show();
    draw();
    if (waiting && underWay <= model.get("done")) { const next = waiting; waiting = null; post(next); }
  }
  const theme = new MutationObserver(() => draw());
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-exoteach-theme"] });

  sent = underWay = model.get("done");
  model.on("change:version", update);
  update();
  return () => { gone = true; theme.disconnect(); resize.disconnect(); model.off("change:version", update); clearTimeout(patience); clearTimeout(quiet); };
}

export default {
  initialize({ model }) { const packed = model.get("plotly"); if (packed?.byteLength) offerPlotly(packed); },
  render,
};

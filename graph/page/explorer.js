"use strict";
// The page around the network: search, filters, the panel that shows sentences. Everything that comes from
// the minutes is put in as text, never as markup.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const page = read("data-page");
  const details = read("data-details");
  const byId = (id) => document.getElementById(id);
  let language = page.language;
  let chosen = null;
  const words = () => page.words[language];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const element = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") node.addEventListener("click", value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  // --- signs: the same colour and shape as in the network
  const POINTS = {
    square: "3,3 21,3 21,21 3,21", diamond: "12,1 23,12 12,23 1,12", triangle: "12,2 22,21 2,21",
    triangleDown: "2,3 22,3 12,22", hexagon: "6,2 18,2 23,12 18,22 6,22 1,12",
    star: "12,1 15,9 23,9 17,14 19,22 12,17 5,22 7,14 1,9 9,9",
  };
  const sign = (kind) => {
    const style = page.styles[kind];
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(space, POINTS[style.shape] ? "polygon" : "circle");
    if (POINTS[style.shape]) shape.setAttribute("points", POINTS[style.shape]);
    else for (const [name, value] of [["cx", 12], ["cy", 12], ["r", kind === "agenda_item" ? 6 : 10]]) shape.setAttribute(name, value);
    shape.setAttribute("fill", style.color);
    svg.append(shape);
    return svg;
  };

  // --- the network
  const nodes = new vis.DataSet(read("data-nodes"));
  const edges = new vis.DataSet(read("data-edges"));
  const off = new Set();
  const visible = new vis.DataView(nodes, { filter: (node) => !off.has(node.kind) });
  const network = new vis.Network(byId("network"), { nodes: visible, edges }, read("data-options"));
  const between = {};
  for (const [id, edge] of Object.entries(details.edges)) {
    (between[edge.from] ||= []).push(id);
    (between[edge.to] ||= []).push(id);
  }

  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0], false);
    else if (event.edges.length) chooseEdge(event.edges[0]);
  });

  const choose = (id, move = true) => {
    chosen = { node: id };
    if (off.delete(details.nodes[id].kind)) { visible.refresh(); drawKinds(); }
    network.selectNodes([id]);
    if (move) network.focus(id, { scale: Math.max(network.getScale(), 0.9) });
    drawPanel();
  };
  const chooseEdge = (id) => {
    chosen = { edge: id };
    network.setSelection({ nodes: [], edges: [id] });
    drawPanel();
  };

  // --- the panel
  const date = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return fill(words().date, { year, day, month: words().months[month - 1] });
  };
  const quotation = (sentence) => {
    const where = [sentence.meeting && sentence.meeting.replace(sentence.date, "").trim(), sentence.date && date(sentence.date), sentence.file || words().from_heading];
    return element("blockquote", {},
      element("p", {}, sentence.before, element("mark", {}, sentence.quote), sentence.after),
      element("footer", {}, where.filter(Boolean).join(" · ")));
  };
  const titled = (word, ...children) => [element("h3", {}, words()[word]), ...children];
  const name = (id) => details.nodes[id].label;

  const connection = (id, me) => {
    const edge = details.edges[id];
    const other = edge.from === me ? edge.to : edge.from;
    const phrase = edge.from === me ? `${edge[language]} → ` : `← ${edge[language]}: `;
    const extra = details.nodes[other].date ? ` (${details.nodes[other].date})` : "";
    return element("button", { type: "button", class: "connection", onclick: () => chooseEdge(id) },
      sign(details.nodes[other].kind), element("span", {}, element("small", {}, phrase), name(other) + extra));
  };

  const nodePanel = (id) => {
    const node = details.nodes[id];
    const parts = [element("p", {}, element("small", {}, words().kind[node.kind] + (node.date ? ` · ${date(node.date)}` : "")))];
    if (node.outcome) parts.push(...titled("decided", element("p", {}, words().outcome[node.outcome])));
    if (node.text) parts.push(...titled("text", element("blockquote", {}, element("p", {}, node.text))));
    if (node.aliases.length) parts.push(...titled("aliases", element("p", { class: "aliases" }, node.aliases.join(" · "))));
    const links = between[id] || [];
    if (links.length) parts.push(...titled("connections", ...links.map((edge) => connection(edge, id))));
    if (node.sentences.length) parts.push(...titled("sentences", ...node.sentences.map(quotation)));
    return [[sign(node.kind), " ", node.label], parts];
  };
  const edgePanel = (id) => {
    const edge = details.edges[id];
    const end = (node) => element("button", { type: "button", class: "connection", onclick: () => choose(node) }, sign(details.nodes[node].kind), element("span", {}, name(node)));
    const sentences = edge.sentences.length ? edge.sentences.map(quotation) : [element("p", {}, words().none)];
    return [[`${name(edge.from)} – ${edge[language]} – ${name(edge.to)}`], [end(edge.from), end(edge.to), ...titled("sentences", ...sentences)]];
  };
  const drawPanel = () => {
    const [title, parts] = !chosen ? [[words().start_title], [element("p", {}, words().start)]]
      : chosen.node ? nodePanel(chosen.node) : edgePanel(chosen.edge);
    byId("panel-title").replaceChildren(...title);
    byId("panel-body").replaceChildren(...parts);
    byId("panel").scrollTop = 0;
  };

  // --- kinds: legend and filter in one
  const drawKinds = () => {
    const counts = {};
    for (const node of Object.values(details.nodes)) counts[node.kind] = (counts[node.kind] || 0) + 1;
    const rows = page.kinds.filter((kind) => counts[kind]).map((kind) => {
      const box = element("input", { type: "checkbox", value: kind });
      box.checked = !off.has(kind);
      box.addEventListener("change", () => {
        if (box.checked) off.delete(kind); else off.add(kind);
        visible.refresh();
        drawSummary();
      });
      return element("label", {}, box, sign(kind), element("span", {}, words().kind[kind]), element("small", {}, String(counts[kind])));
    });
    byId("kinds").replaceChildren(...rows);
  };
  const drawSummary = () => {
    const shown = visible.getIds();
    const among = new Set(shown);
    const lines = Object.values(details.edges).filter((edge) => among.has(edge.from) && among.has(edge.to)).length;
    byId("summary").textContent = fill(words().summary, { nodes: shown.length, edges: lines }) + (page.hidden ? fill(words().hidden, { hidden: page.hidden }) : "");
  };

  // --- search: names and other spellings, without regard to case, accents and Danish letters
  const fold = (text) => text.toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "o").replace(/å/g, "a")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  const index = Object.entries(details.nodes).flatMap(([id, node]) =>
    [node.label, ...node.aliases].map((spelling) => ({ id, spelling, key: fold(spelling) })));
  const rank = (key, wanted) => key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(" " + wanted) ? 2 : key.includes(wanted) ? 3 : 9;
  const find = (text) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const best = new Map();
    for (const entry of index) {
      const place = rank(entry.key, wanted) + (details.nodes[entry.id].kind === "agenda_item" ? 0.5 : 0);
      if (place < 9 && (!best.has(entry.id) || place < best.get(entry.id).place)) best.set(entry.id, { ...entry, place });
    }
    return [...best.values()].sort((a, b) => a.place - b.place || name(a.id).length - name(b.id).length || name(a.id).localeCompare(name(b.id), "da")).slice(0, 12);
  };
  const box = byId("search");
  const list = byId("suggestions");
  let at = -1;
  let hits = [];
  const drawSuggestions = () => {
    list.replaceChildren(...(hits.length ? hits.map((hit, i) => element("li", { role: "option", id: `hit-${i}`, "aria-selected": String(i === at), onclick: () => take(hit) },
      sign(details.nodes[hit.id].kind), element("span", {}, name(hit.id)), element("small", {}, hit.spelling === name(hit.id) ? words().kind[details.nodes[hit.id].kind] : hit.spelling)))
      : [element("li", { role: "option", "aria-disabled": "true" }, words().nothing)]));
    const open = box.value.trim() !== "";
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (at >= 0) box.setAttribute("aria-activedescendant", `hit-${at}`); else box.removeAttribute("aria-activedescendant");
  };
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); };
  const take = (hit) => { box.value = name(hit.id); close(); choose(hit.id); };
  box.addEventListener("input", () => { hits = find(box.value); at = hits.length ? 0 : -1; drawSuggestions(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!hits.length) return;
      at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      drawSuggestions();
      event.preventDefault();
    } else if (event.key === "Enter" && hits[at]) take(hits[at]);
    else if (event.key === "Escape") close();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".find")) close(); });

  // --- language, and the first drawing
  const drawWords = () => {
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll("[data-word]")) if (node.id !== "panel-title") node.textContent = words()[node.dataset.word];
    byId("language").textContent = words().switch;
    byId("language").lang = language === "da" ? "en" : "da";
    drawKinds(); drawSummary(); drawPanel();
  };
  byId("language").addEventListener("click", () => { language = language === "da" ? "en" : "da"; drawWords(); });
  byId("whole").addEventListener("click", () => { off.clear(); visible.refresh(); drawKinds(); drawSummary(); network.fit({ animation: false }); });
  drawWords();
  network.fit({ animation: false });
  if (page.about) { choose(page.about, false); }
  box.focus({ preventScroll: true });
  window.referatgraf = { network, choose, chooseEdge, visible };
  document.body.dataset.ready = "true";
})();

"use strict";
// The page around the network: search, filters, and the panel that shows the sentences. Everything that comes
// from the minutes is put in as text, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const page = read("data-details");
  const looks = Object.fromEntries(page.kinds.map((look) => [look.kind, look]));
  const wide = () => window.matchMedia("(min-width: 901px)").matches;
  let language = page.language;
  let chosen = null; // { node } or { line }
  const words = () => page.words[language];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const thing = (id) => page.nodes[id];
  const name = (id) => thing(id).label;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") made.addEventListener("click", value);
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  // --- signs: the colour and shape that a kind has in the network
  const POINTS = {
    square: "3,3 21,3 21,21 3,21", diamond: "12,1 23,12 12,23 1,12", triangle: "12,2 22,21 2,21",
    triangleDown: "2,3 22,3 12,22", hexagon: "6,2 18,2 23,12 18,22 6,22 1,12",
    star: "12,1 15,9 23,9 17,14 19,22 12,17 5,22 7,14 1,9 9,9",
  };
  const sign = (kind) => {
    const { color, shape } = looks[kind];
    const make = (tag, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const svg = make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
    svg.append(POINTS[shape] ? make("polygon", { points: POINTS[shape], fill: color })
      : make("circle", { cx: 12, cy: 12, r: kind === "agenda_item" ? 6 : 10, fill: color }));
    return svg;
  };

  // --- the network. vis draws signs and lines; names are drawn below, at one size however far off one looks.
  const off = new Set();
  const lines = read("data-lines");
  const places = new Map();
  const nodes = new vis.DataSet(read("data-nodes").map(({ label, ...node }) => { places.set(node.id, node); return node; }));
  const visible = new vis.DataView(nodes, { filter: (node) => !off.has(node.kind) });
  const network = new vis.Network(byId("network"), { nodes: visible, edges: new vis.DataSet(lines) }, read("data-options"));
  const line = Object.fromEntries(lines.map((one) => [one.id, one]));
  const touching = Object.fromEntries(Object.keys(page.nodes).map((id) => [id, []]));
  page.relations.forEach((relation, number) => { touching[relation.from].push(number); touching[relation.to].push(number); });
  const lineOf = {};
  for (const one of lines) for (const number of one.relations) lineOf[number] = one.id;

  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ line: event.edges[0] });
    else choose(null);
  });
  network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("dragEnd", (event) => {
    for (const [id, place] of Object.entries(network.getPositions(event.nodes))) Object.assign(places.get(id), place);
  });

  // --- names beneath the signs: the weightiest first, and none that would lie on another
  const FONT = 12.5;
  const FACE = 'system-ui, -apple-system, "Segoe UI", sans-serif';
  const LINE_LENGTH = 22;
  const HUB = 6; // from so many connections on, a name may lie across a sign
  let hovered = null;
  const wrapped = {};
  const wrap = (text) => {
    const rows = [""];
    for (const word of text.split(/\s+/)) {
      const last = rows[rows.length - 1];
      if (last && last.length + word.length + 1 > LINE_LENGTH) rows.push(word);
      else rows[rows.length - 1] = last ? `${last} ${word}` : word;
    }
    const short = (row) => row.length > LINE_LENGTH + 4 ? `${row.slice(0, LINE_LENGTH + 3)}…` : row;
    return rows.length > 2 ? [short(rows[0]), `${short(rows[1]).replace(/…$/, "")}…`] : rows.map(short);
  };
  const measured = (context, id, weight, whole) => {
    const key = `${id} ${weight} ${whole}`;
    if (!wrapped[key]) {
      context.font = `${weight} ${FONT}px ${FACE}`;
      const rows = whole ? [name(id)] : wrap(name(id));
      wrapped[key] = { rows, width: Math.max(...rows.map((row) => context.measureText(row).width)) };
    }
    return wrapped[key];
  };
  const OF_INTEREST = { project: -200, programme: -200, agenda_item: 200 };
  const lightness = (id) => (OF_INTEREST[thing(id).kind] || 0) - touching[id].length;
  const byWeight = Object.keys(page.nodes).sort((a, b) => (b === page.about) - (a === page.about) || lightness(a) - lightness(b));
  const named = () => { // what the reader is looking at now comes before everything else
    const first = [];
    if (hovered) first.push(hovered);
    if (chosen && chosen.node) first.push(chosen.node, ...touching[chosen.node].flatMap((number) => [page.relations[number].from, page.relations[number].to]));
    if (chosen && chosen.line) first.push(line[chosen.line].from, line[chosen.line].to);
    return { first: new Set(first), order: [...new Set([...first, ...byWeight])] };
  };
  const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
  const around = ({ x, y, size }, width, height, gap) => [ // beneath, above, to the right, to the left
    { left: x - width / 2, top: y + size + gap }, { left: x - width / 2, top: y - size - gap - height },
    { left: x + size + gap, top: y - height / 2 }, { left: x - size - gap - width, top: y - height / 2 },
  ].map((corner) => ({ ...corner, right: corner.left + width, bottom: corner.top + height }));
  const writing = (context, box, rows, font) => {
    context.lineWidth = font / 3;
    rows.forEach((row, number) => {
      const at = [row, (box.left + box.right) / 2, box.top + number * font * 1.2];
      context.strokeText(...at);
      context.fillText(...at);
    });
  };
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    const font = FONT / scale;
    const signs = [...places.values()].filter(({ kind }) => !off.has(kind)).map(({ id, x, y, size }) =>
      ({ id, left: x - size * 0.85, right: x + size * 0.85, top: y - size * 0.85, bottom: y + size * 0.85 }));
    const near = network.DOMtoCanvas({ x: 4, y: 0 });
    const far = network.DOMtoCanvas({ x: byId("network").clientWidth - 4, y: 0 });
    const { first, order } = named();
    const taken = [];
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", strokeStyle: "#f5f7fa", fillStyle: "#1f2933" });
    for (const id of order) {
      const place = places.get(id);
      if (off.has(place.kind)) continue;
      const weight = id === page.about || first.has(id) ? 600 : 400;
      const { rows, width } = measured(context, id, weight, id === hovered);
      const boxes = around(place, width / scale, rows.length * font * 1.2, 3 / scale);
      const legible = boxes.filter((one) => (one.left >= near.x && one.right <= far.x) && taken.every((other) => apart(one, other)));
      const box = legible.find((one) => signs.every((other) => other.id === id || apart(one, other)))
        || (touching[id].length >= HUB && place.kind !== "agenda_item" ? legible[0] : null)
        || (id === hovered || (chosen && chosen.node === id) || id === page.about ? boxes[0] : null);
      if (!box) continue;
      taken.push(box);
      context.font = `${weight} ${font}px ${FACE}`;
      writing(context, box, rows, font);
    }
  });

  // --- choosing
  const choose = (what, { from = "network" } = {}) => {
    chosen = what;
    if (!what) network.unselectAll();
    else if (what.line) network.setSelection({ nodes: [], edges: [what.line] });
    else {
      if (off.delete(thing(what.node).kind)) { visible.refresh(); drawKinds(); drawSummary(); }
      network.selectNodes([what.node]);
      if (from !== "network") network.moveTo({ position: places.get(what.node), scale: Math.max(network.getScale(), 0.8) });
    }
    drawPanel();
    network.redraw();
    if (from === "panel") byId("panel-title").focus({ preventScroll: wide() });
    if (from === "network" && what && !wide()) byId("panel").scrollIntoView({ block: "start" });
  };

  // --- the panel
  const date = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return day && words().months[month - 1] ? fill(words().date, { year, day, month: words().months[month - 1] }) : iso;
  };
  const quotation = (sentence) => {
    const letters = [...sentence.quote]; // offsets count code points, as everywhere in the graph
    const parts = [];
    let at = 0;
    for (const [start, end] of sentence.marks || [[0, letters.length]]) {
      parts.push(letters.slice(at, start).join(""), element("mark", {}, letters.slice(start, end).join("")));
      at = end;
    }
    parts.push(letters.slice(at).join(""));
    const where = [sentence.meeting.replace(sentence.date, "").trim(), sentence.date && date(sentence.date), sentence.item && fill(words().item, sentence)];
    return element("blockquote", {},
      element("p", { lang: "da" }, sentence.before, ...parts, sentence.after),
      element("footer", {}, where.filter(Boolean).join(" · "), element("span", { class: "file" }, sentence.file)));
  };
  const quotations = ({ sentences, more }) => [
    ...sentences.map(quotation),
    ...(more ? [element("p", { class: "soft" }, more === 1 ? words().one_more : fill(words().more, { more }))] : []),
  ];
  const titled = (word, ...children) => [element("h3", {}, words()[word]), ...children];
  const dated = (id) => thing(id).date && thing(id).kind !== "meeting" ? `, ${date(thing(id).date)}` : "";
  const entry = (id, what, before = "", after = "") =>
    element("button", { type: "button", class: what.line ? "entry connection" : "entry", onclick: () => choose(what, { from: "panel" }) }, sign(thing(id).kind),
      element("span", {}, ...(before ? [element("small", {}, before)] : []), name(id), ...(after ? [element("small", {}, after)] : [])));
  const phrase = (relation) => relation[language] + (relation.accepted ? "" : ` (${words().suggested})`);
  const connection = (number, me) => {
    const relation = page.relations[number];
    const outward = relation.from === me;
    const other = outward ? relation.to : relation.from;
    return entry(other, { line: lineOf[number] }, outward ? `${phrase(relation)} → ` : `${phrase(relation)} ← `, dated(other));
  };
  const nodePanel = (id) => {
    const node = thing(id);
    const facts = [words().kind[node.kind], node.date && date(node.date), node.outcome && words().outcome[node.outcome]];
    const parts = [element("p", { class: "soft" }, facts.filter(Boolean).join(" · "))];
    if (node.text) parts.push(...titled("text", element("blockquote", {}, element("p", { lang: "da" }, node.text))));
    if (node.aliases.length) parts.push(...titled("aliases", element("p", { class: "soft", lang: "da" }, node.aliases.join(" · "))));
    if (touching[id].length) parts.push(...titled("connections", ...touching[id].map((number) => connection(number, id))));
    if (node.sentences.length) parts.push(...titled("sentences", ...quotations(node)));
    return [[sign(node.kind), " ", name(id)], parts];
  };
  const linePanel = (id) => {
    const { from, to, relations } = line[id];
    const parts = [entry(from, { node: from }), entry(to, { node: to })];
    for (const relation of relations.map((number) => page.relations[number])) {
      parts.push(element("h3", { class: "relation" }, name(relation.from), element("em", {}, ` ${phrase(relation)} `), name(relation.to)));
      parts.push(...(relation.sentences.length ? quotations(relation) : [element("p", { class: "soft" }, words().none)]));
    }
    return [[`${name(from)} – ${name(to)}`], parts];
  };
  const sorted = (ids) => ids.sort((a, b) => (thing(b).date || "").localeCompare(thing(a).date || "") || name(a).localeCompare(name(b), "da"));
  const overview = () => {
    const groups = page.kinds.filter(({ kind }) => !off.has(kind)).map(({ kind }) => {
      const ids = sorted(Object.keys(page.nodes).filter((id) => thing(id).kind === kind));
      return element("details", {}, element("summary", {}, sign(kind), ` ${words().kind[kind]} `, element("small", {}, String(ids.length))),
        ...ids.map((id) => entry(id, { node: id }, "", dated(id))));
    });
    return [[words().start_title], [element("p", {}, words().start), ...titled("all", ...groups)]];
  };
  const drawPanel = () => {
    const [title, parts] = !chosen ? overview() : chosen.node ? nodePanel(chosen.node) : linePanel(chosen.line);
    byId("overview").hidden = !chosen;
    byId("panel-title").replaceChildren(...title);
    byId("panel-body").replaceChildren(...parts);
    byId("panel").scrollTop = 0;
  };

  // --- kinds: legend and filter in one
  const drawKinds = () => {
    const counts = {};
    for (const node of Object.values(page.nodes)) counts[node.kind] = (counts[node.kind] || 0) + 1;
    byId("kinds").replaceChildren(...page.kinds.map(({ kind }) => {
      const box = element("input", { type: "checkbox", value: kind });
      box.checked = !off.has(kind);
      box.addEventListener("change", () => {
        if (box.checked) off.delete(kind); else off.add(kind);
        visible.refresh();
        drawSummary();
        if (!chosen) drawPanel();
      });
      return element("label", {}, box, sign(kind), element("span", {}, words().kind[kind]), element("small", {}, String(counts[kind])));
    }));
  };
  const drawSummary = () => {
    const shown = new Set(visible.getIds());
    const drawn = page.relations.filter((relation) => shown.has(relation.from) && shown.has(relation.to)).length;
    const hidden = page.hidden + Object.keys(page.nodes).length - shown.size;
    byId("summary").textContent = fill(words().summary, { nodes: shown.size, lines: drawn }) + (hidden ? fill(words().hidden, { hidden }) : "");
  };

  // --- search: names and other spellings, without regard to case, accents and how Danish letters are typed
  const fold = (text) => text.toLowerCase().replace(/[æä]/g, "ae").replace(/[øö]/g, "o").replace(/å/g, "a")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/aa/g, "a").replace(/oe/g, "o").replace(/[^a-z0-9]+/g, " ").trim();
  const index = Object.entries(page.nodes).flatMap(([id, node]) => [node.label, ...node.aliases].map((spelling) => ({ id, spelling, key: fold(spelling) })));
  const rank = (key, wanted) => key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : key.includes(wanted) ? 3 : 9;
  const find = (text) => {
    const wanted = fold(text);
    if (!wanted) return [];
    const best = new Map();
    for (const one of index) {
      const place = rank(one.key, wanted) + (thing(one.id).kind === "agenda_item" ? 0.5 : 0);
      if (place < 9 && (!best.has(one.id) || place < best.get(one.id).place)) best.set(one.id, { ...one, place });
    }
    return [...best.values()].sort((a, b) => a.place - b.place || name(a.id).length - name(b.id).length || name(a.id).localeCompare(name(b.id), "da")).slice(0, 12);
  };
  const box = byId("search");
  const list = byId("suggestions");
  let hits = [];
  let at = -1;
  const suggestion = (hit, number) => element("li", { role: "option", id: `hit-${number}`, "aria-selected": String(number === at), onclick: () => take(hit) },
    sign(thing(hit.id).kind), element("span", {}, name(hit.id)), element("small", {}, hit.spelling === name(hit.id) ? words().kind[thing(hit.id).kind] : hit.spelling));
  const drawSuggestions = () => {
    const open = box.value.trim() !== "";
    list.replaceChildren(...(hits.length ? hits.map(suggestion) : [element("li", { role: "option", "aria-disabled": "true" }, words().nothing)]));
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (at >= 0) {
      box.setAttribute("aria-activedescendant", `hit-${at}`);
      byId(`hit-${at}`).scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const take = (hit) => { box.value = name(hit.id); close(); choose({ node: hit.id }, { from: "search" }); };
  box.addEventListener("input", () => { hits = find(box.value); at = hits.length ? 0 : -1; drawSuggestions(); });
  box.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
      at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      drawSuggestions();
      event.preventDefault();
    } else if (event.key === "Enter" && !list.hidden && hits[at]) take(hits[at]);
    else if (event.key === "Escape") close();
  });
  box.addEventListener("blur", () => setTimeout(close, 200)); // after a click on a suggestion has come through

  // --- language, and the first drawing
  const drawWords = () => {
    document.documentElement.lang = language;
    for (const one of document.querySelectorAll("[data-word]")) one.textContent = words()[one.dataset.word];
    for (const one of document.querySelectorAll("[data-name]")) one.setAttribute("aria-label", words()[one.dataset.name]);
    box.placeholder = words().search;
    byId("language").textContent = words().switch;
    byId("language").lang = language === "da" ? "en" : "da";
    drawKinds(); drawSummary(); drawPanel();
  };
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  const whole = () => { // all signs, with room for the names at the sides and the buttons beneath
    const shown = [...places.values()].filter(({ kind }) => !off.has(kind));
    if (!shown.length) return;
    const [xs, ys] = [shown.map(({ x }) => x), shown.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth, clientHeight } = byId("network");
    const room = { x: Math.max(clientWidth - Math.min(190, clientWidth / 4), 1), y: Math.max(clientHeight - 130, 1) };
    const scale = Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), 1.15);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 25 / scale }, scale, animation: false });
  };
  byId("language").addEventListener("click", () => { language = language === "da" ? "en" : "da"; drawWords(); });
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("further").addEventListener("click", () => zoom(1 / 1.3));
  byId("whole").addEventListener("click", () => { off.clear(); visible.refresh(); drawKinds(); drawSummary(); whole(); });
  byId("overview").addEventListener("click", () => choose(null, { from: "panel" }));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && chosen && event.target !== box) choose(null, { from: "panel" }); });
  byId("suggested-key").hidden = page.relations.every((relation) => relation.accepted);
  drawWords();
  whole();
  if (page.about) choose({ node: page.about }, { from: "start" });
  whole();
  if (wide()) box.focus({ preventScroll: true });
  window.referatgraf = { network, visible, choose: (id) => choose({ node: id }), chooseEdge: (id) => choose({ line: id }) };
  document.body.dataset.ready = "true";
})();

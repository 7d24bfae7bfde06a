// Dependencies between projects as a flow: who waits, or is a part, to the left of what it waits for or is part of.
// Where everything stands was worked out beforehand (`page.flows`), for all relations and for waiting alone.
const COLUMN = 192;
const ROW = 50;
const BOX = { width: 156, height: 38 };
let waitsOnly = false;
const flowAt = ([x, y], columns) => ({ x: (x + columns) * COLUMN + 6, y: y * ROW + 14 });
const flowRows = (text) => wrap(text).slice(0, 2);
const flowBox = (id, at) => {
  const rows = flowRows(name(id));
  const { color } = looks[thing(id).kind];
  const chosen = Boolean(state.chosen && state.chosen.node === id);
  const pick = () => choose({ node: id }, "flow");
  return drawing("g", { class: "flow-box", tabindex: 0, role: "button", "aria-pressed": String(chosen), "data-id": id, transform: `translate(${at.x} ${at.y})` },
    drawing("title", {}, name(id)), // its name: the rows may be cut short
    drawing("rect", { width: BOX.width, height: BOX.height, rx: 6, fill: blend(color, standing(id) === "closed" ? 0 : standing(id) === "pending" ? 0.06 : 0.14), stroke: color, "stroke-width": chosen ? 3.5 : 1.5 }),
    ...rows.map((row, number) => drawing("text", { x: BOX.width / 2, y: rows.length === 1 ? 23 : 16 + number * 14, "text-anchor": "middle", "aria-hidden": "true" }, row)));
};
const flowLine = ({ relation: number, via }, at, columns) => {
  const [from, to] = [at[relation(number).from], at[relation(number).to]];
  const points = [{ x: from.x + BOX.width, y: from.y + BOX.height / 2 },
    ...via.map((place) => flowAt(place, columns)).map(({ x, y }) => ({ x: x + BOX.width / 2, y: y + BOX.height / 2 })), { x: to.x - 7, y: to.y + BOX.height / 2 }];
  const same = from.x === to.x;
  const path = same ? `M${from.x + BOX.width} ${from.y + BOX.height / 2}h16V${to.y + BOX.height / 2}h-9`
    : points.slice(1).reduce((d, { x, y }, n) => `${d}C${(points[n].x + x) / 2} ${points[n].y} ${(points[n].x + x) / 2} ${y} ${x} ${y}`, `M${points[0].x} ${points[0].y}`);
  const { color, width, dash } = STROKES[toldAs(relation(number))];
  const lines = drawing("g", { class: "flow-line", "data-line": lineOf[number] },
    drawing("title", {}, `${name(relation(number).from)} ${phrase(relation(number))} ${name(relation(number).to)}`),
    drawing("path", { d: path, class: "flow-reach" }),
    drawing("path", { d: path, fill: "none", stroke: color, "stroke-width": width + 0.4, "stroke-dasharray": dash ? dash.join(" ") : "none", "marker-end": "url(#flow-head)" }));
  return lines;
};
const flowDrawing = () => {
  const { nodes, edges, columns, rows } = page.flows[waitsOnly ? "waits" : "all"];
  const known = Object.fromEntries(nodes.filter(([id]) => thingOn(id)).map(([id, x, y]) => [id, flowAt([x, y], columns)]));
  const told = edges.filter(({ relation: number }) => relationOn(number) && known[relation(number).from] && known[relation(number).to]);
  const tied = new Set(told.flatMap(({ relation: number }) => [relation(number).from, relation(number).to]));
  if (!told.length) return [element("p", {}, words().flow_none)];
  const svg = drawing("svg", { viewBox: `0 0 ${(columns + 1) * COLUMN} ${rows * ROW + 20}`, width: (columns + 1) * COLUMN, height: rows * ROW + 20, role: "group", "aria-label": words().flow_title });
  svg.append(drawing("defs", {}, drawing("marker", { id: "flow-head", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, drawing("path", { d: "M0 0L8 4L0 8z", fill: "#3e4c59" }))));
  svg.append(...told.map((one) => flowLine(one, known, columns)), ...nodes.filter(([id]) => tied.has(id)).map(([id]) => flowBox(id, known[id])));
  return [svg];
};
// What most hangs on is what one looks at first, or what is chosen.
const flowMiddle = () => {
  const boxes = [...byId("flow").querySelectorAll(".flow-box")];
  const chosen = boxes.find((box) => state.chosen && box.dataset.id === state.chosen.node);
  return chosen || boxes.sort((a, b) => touching[b.dataset.id].length - touching[a.dataset.id].length)[0];
};
part((changed) => {
  if (state.view !== "flow") return;
  const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.id;
  const box = element("input", { type: "checkbox", id: "flow-waits", onchange: () => { waitsOnly = box.checked; set({ view: "flow" }, "flow"); byId("flow-waits").focus(); } });
  box.checked = waitsOnly;
  byId("flow").replaceChildren(element("p", { class: "soft" }, words().flow_intro, page.flows[waitsOnly ? "waits" : "all"].left_out ? ` ${fill(words().flow_left_out, { count: page.flows[waitsOnly ? "waits" : "all"].left_out })}` : ""), element("label", { class: "tool" }, box, element("span", {}, words().flow_waits)), ...flowDrawing());
  const again = focused && byId("flow").querySelector(`[data-id="${focused}"]`);
  if (again) again.focus();
  else if (changed.has("view") && flowMiddle()) flowMiddle().scrollIntoView({ block: "center", inline: "center" });
});
const flowChosen = (target) => {
  const box = target.closest(".flow-box");
  const stroke = target.closest(".flow-line");
  if (box) choose({ node: box.dataset.id }, "flow");
  else if (stroke) choose({ line: stroke.dataset.line }, "flow");
};
byId("flow").addEventListener("click", (event) => flowChosen(event.target));
byId("flow").addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.closest(".flow-box")) { flowChosen(event.target); event.preventDefault(); }
});

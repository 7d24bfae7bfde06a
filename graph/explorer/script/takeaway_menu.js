// The menu "Save": what is in sight as a picture, for a spreadsheet or for other programs.
const fileName = (text) => fold(text).replaceAll(" ", "-") || "referatgraf";
const takenHome = (() => {
  // A context that draws nothing and notes what is written where: so a drawing's names stand as on the screen.
  const noting = () => {
    const measuring = document.createElement("canvas").getContext("2d");
    const written = [];
    return {
      written,
      set font(value) { measuring.font = value; },
      get font() { return measuring.font; },
      measureText: (text) => measuring.measureText(text),
      strokeText() {},
      fillText(text, x, y) { written.push({ text, x, y, font: Number.parseFloat(/([\d.]+)px/.exec(measuring.font)[1]), bold: /^(600|bold)/.test(measuring.font) }); },
    };
  };
  const seen = (dates = []) => ({ first_seen: dates[0], last_seen: dates.at(-1) });
  const nodesInSight = () => [...sight().nodes].map((id) => {
    const { label, kind, aliases, date: day, outcome, key, dates } = thing(id);
    const { color, fill: inside, shape, size, ring, dim } = nodeLook(id);
    const chosen = Boolean(state.chosen && state.chosen.node === id);
    return { id, label, kind, aliases, date: day, outcome, iri: page.base + key, ...seen(dates), color, inside, shape, size, ring, dim, chosen, x: places.get(id).x, y: places.get(id).y };
  });
  const relationsInSight = () => [...sight().lines].flatMap((id) => line[id].relations).filter(relationOn).map((number) => {
    const { from, to, predicate, accepted, modality, dates } = relation(number);
    return { ...seen(dates), number, from, to, predicate, accepted: String(accepted), modality, label: page.predicates[predicate][state.language], date: dates ? dates[0] : "" };
  });
  // Of several sentences the first; its page where the file has pages.
  const rows = () => {
    const heads = words().take_columns;
    const of = relationsInSight().map((one) => {
      const { file = "", item = "", page: leaf = "", quote = "" } = relation(one.number).sentences.length ? sentence(relation(one.number).sentences[0]) : {};
      return [name(one.from), words().kind[thing(one.from).kind], one.label, name(one.to), words().kind[thing(one.to).kind], one.date,
        one.accepted === "true" ? words().take_yes : words().take_no, quote, item, file, leaf];
    });
    return [heads, ...of];
  };

  // --- pictures: the section that the screen shows, or all that is in sight
  const measuring = document.createElement("canvas").getContext("2d");
  const measure = (text, font, weight = 400) => {
    measuring.font = `${weight} ${font}px ${FACE}`;
    return measuring.measureText(text).width;
  };
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const named = (nodes, scale, near, far) => {
    const context = noting();
    labelling().draw(context, { scale, nodes, hovered: null, chosen: state.chosen, near, far });
    return context.written.map((one) => ({ ...one, width: measure(one.text, one.font, one.bold ? 600 : 400) }));
  };
  const boundless = [{ x: -Infinity, y: -Infinity }, { x: Infinity, y: Infinity }];
  const section = () => {
    const { x, y, scale } = view.camera();
    const [width, height] = [byId("network").clientWidth / scale, byId("network").clientHeight / scale];
    return width && height ? { scale, box: [x - width / 2, y - height / 2, width, height] } : null;
  };
  const whole_ = (shown, scale) => {
    const names = named(sight().nodes, scale, ...boundless);
    const xs = [...shown.flatMap(({ x, size }) => [x - size, x + size]), ...names.flatMap(({ x, width }) => [x - width / 2, x + width / 2])];
    const ys = [...shown.flatMap(({ y, size }) => [y - size, y + size]), ...names.flatMap(({ y, font }) => [y, y + font * 1.2])];
    return { names, box: shown.length ? [least(xs) - 20, least(ys) - 20, most(xs) - least(xs) + 40, most(ys) - least(ys) + 40] : [0, 0, 100, 100] };
  };
  const keysOf = (shown, lines) => [
    ...page.kinds.filter(({ kind }) => shown.some((one) => one.kind === kind)).map(({ kind, color, shape }) => ({ text: words().kind[kind], color, shape, small: kind === "agenda_item" })),
    ...["pending", "closed"].filter((way) => shown.some(({ id }) => standing(id) === way)).map((way) => ({ text: words()[`node_${way}`], color: "#52606d", inside: blend("#52606d", FILLING[way]), shape: "dot" })),
    ...Object.keys(STROKES).filter((way) => lines.some(({ told: how }) => how === way)).map((way) => ({ text: words()[LINE_WORD[way]], stroke: STROKES[way] })),
  ];
  const under = (counting = true) => [
    days.length ? fill(words().take_known, { date: date(state.until || days[days.length - 1]) }) : "",
    counting ? fill(words().summary, { nodes: sight().nodes.size, lines: relationsInSight().length }) : "",
    state.since ? fill(words().take_news, { date: date(state.since) }) : "",
  ].filter(Boolean).join(" · ");
  const source = () => [
    days.length ? fill(words().take_source, { first: date(days[0]), last: date(days[days.length - 1]) }) : "",
    ...[...document.querySelectorAll("body > footer p")].map((one) => [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map((text) => text.textContent).join(" ").trim()),
  ].filter(Boolean).join(" ");
  // The flow as it stands on the stage, without its style sheet.
  const flowDrawn = () => {
    const svg = byId("flow").querySelector("svg").cloneNode(true);
    for (const one of svg.querySelectorAll(".flow-reach")) one.remove();
    for (const one of svg.querySelectorAll("text")) { one.setAttribute("font-size", "12"); one.setAttribute("fill", INK); }
    for (const one of svg.querySelectorAll("[role], [tabindex], [class]")) for (const name_ of ["role", "tabindex", "class", "aria-pressed"]) one.removeAttribute(name_);
    const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const told = page.flows[waitsOnly ? "waits" : "all"].edges.map(({ relation: number }) => ({ told: toldAs(relation(number)) }));
    const map = { drawn: [...svg.childNodes].map((one) => new XMLSerializer().serializeToString(one)).join(""), box: [left, top, width, height], scale: 1 };
    return picture.compose({ title: `${document.querySelector("h1").textContent} – ${words().flow_title}`, under: under(false), foot: source(), keys: keysOf([], told), measure, map });
  };
  // `part_`: "section" or "whole"; `scale` says how large, else as it is seen. With `hole` the network itself is left out.
  const composed = (part_, { scale = null, hole = false, head = true } = {}) => {
    if (head && state.view === "flow" && byId("flow").querySelector("svg[viewBox]")) return flowDrawn();
    const seen = part_ === "section" ? section() : null;
    const size = scale || (seen ? seen.scale : Math.min(Math.max(view.camera().scale, 0.4), 1.5));
    const all = nodesInSight();
    const [left, top, width, height] = seen ? seen.box : [0, 0, 0, 0];
    const within = seen ? all.filter((one) => one.x + one.size > left && one.x - one.size < left + width && one.y + one.size > top && one.y - one.size < top + height) : all;
    const { names, box } = seen ? { box: seen.box, names: named(new Set(within.map(({ id }) => id)), size, { x: left, y: top }, { x: left + width, y: top + height }) } : whole_(all, size);
    const lines = [...sight().lines].map((id) => ({ from: line[id].from, to: line[id].to, told: lineTold(id), ...lineLook(id) }));
    const title = document.querySelector("h1").textContent;
    return picture.compose({ title: head ? title : "", under: head ? under() : "", foot: head ? source() : "", keys: keysOf(within, lines), measure, map: { nodes: all, lines, names, box, scale: size, hole, framed: Boolean(seen), least: head ? 640 : 0 } });
  };
  // More than this as a drawing would be slow to paint; the view's own picture is taken instead.
  const MOST_DRAWN = 3000;
  const png = async () => {
    if (state.view === "flow" || sight().nodes.size <= MOST_DRAWN || !section()) return picture.toPng(composed("section"));
    return picture.toPng(composed("section", { hole: true }), 2, await createImageBitmap(await view.toImage()));
  };

  const slug = (what) => fileName([document.querySelector("h1").textContent, what, ...(state.until ? [words().take_then, state.until] : [])].join(" "));
  const forms = {
    png: async () => takeaway.save(`${slug(words().take_names[state.view === "flow" ? "flow" : "section"])}.png`, "image/png", await png()),
    svg: () => takeaway.save(`${slug(words().take_names[state.view === "flow" ? "flow" : "network"])}.svg`, "image/svg+xml", composed("whole").svg),
    csv: () => takeaway.save(`${slug(words().take_names.relations)}.csv`, "text/csv", spreadsheet.csv(rows())),
    graphml: () => takeaway.save(`${slug(words().take_names.network)}.graphml`, "application/graphml+xml", takeaway.graphml(nodesInSight(), relationsInSight())),
    gexf: () => takeaway.save(`${slug(words().take_names.network)}.gexf`, "application/gexf+xml", takeaway.gexf(nodesInSight(), relationsInSight())),
  };
  const menu = byId("take");
  const shut = () => {
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary").focus();
  };
  for (const [form, take_] of Object.entries(forms)) byId(`take-${form}`).addEventListener("click", () => { shut(); take_(); });
  document.addEventListener("pointerdown", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    shut();
    event.stopPropagation();
  });
  return { composed, under, source };
})();

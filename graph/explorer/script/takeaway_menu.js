// The menu "Take home": what is in sight as a picture, for a spreadsheet or for other programs.
(() => {
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
    const { color, fill: inside, shape, size } = nodeLook(id);
    return { id, label, kind, aliases, date: day, outcome, iri: page.base + key, ...seen(dates), color, inside, shape, size, x: places.get(id).x, y: places.get(id).y };
  });
  const relationsInSight = () => [...sight().lines].flatMap((id) => line[id].relations).filter(relationOn).map((number) => {
    const { from, to, predicate, accepted, modality, dates } = relation(number);
    return { ...seen(dates), number, from, to, predicate, accepted: String(accepted), modality, label: page.predicates[predicate][state.language], date: dates ? dates[0] : "" };
  });
  const quoted = (number) => sentence(number).quote || "";
  const rows = () => {
    const heads = words().take_columns;
    const of = relationsInSight().map((one) => {
      const first = relation(one.number).sentences[0];
      const { file = "", item = "", page: leaf = "" } = first === undefined ? {} : sentence(first);
      return [name(one.from), words().kind[thing(one.from).kind], one.label, name(one.to), words().kind[thing(one.to).kind], one.date,
        one.accepted === "true" ? words().take_yes : words().take_no, first === undefined ? "" : quoted(first), item, file, leaf];
    });
    return [heads, ...of];
  };
  const drawn = () => {
    const { nodes } = sight();
    const shown = nodesInSight();
    const context = noting();
    labelling().draw(context, { scale: view.camera().scale, nodes, hovered: null, chosen: state.chosen, near: { x: -Infinity, y: -Infinity }, far: { x: Infinity, y: Infinity } });
    const names = context.written.map(({ text, x, y, font, bold }) => ({ rows: [text], x, y, font, bold, width: context.measureText(text).width }));
    const xs = [...shown.flatMap(({ x, size }) => [x - size, x + size]), ...names.flatMap(({ x, width }) => [x - width / 2, x + width / 2])];
    const ys = [...shown.flatMap(({ y, size }) => [y - size, y + size]), ...names.flatMap(({ y, font }) => [y, y + font * 1.2])];
    const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
    const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
    const box = shown.length ? [least(xs) - 20, least(ys) - 20, most(xs) - least(xs) + 40, most(ys) - least(ys) + 40] : [0, 0, 100, 100];
    const lines = [...sight().lines].map((id) => ({ from: line[id].from, to: line[id].to, ...lineLook(id), dashes: Boolean(lineLook(id).dash) }));
    return takeaway.svg({ title: document.title, nodes: shown, lines, names, box });
  };

  const slug = () => fold(document.querySelector("h1").textContent).replaceAll(" ", "-") || "netvaerk";
  const forms = {
    png: async () => takeaway.save(`${slug()}.png`, "image/png", await view.toImage()),
    svg: () => takeaway.save(`${slug()}.svg`, "image/svg+xml", drawn()),
    csv: () => takeaway.save(`${slug()}.csv`, "text/csv", takeaway.csv(rows())),
    graphml: () => takeaway.save(`${slug()}.graphml`, "application/graphml+xml", takeaway.graphml(nodesInSight(), relationsInSight())),
    gexf: () => takeaway.save(`${slug()}.gexf`, "application/gexf+xml", takeaway.gexf(nodesInSight(), relationsInSight())),
  };
  for (const [form, take] of Object.entries(forms)) byId(`take-${form}`).addEventListener("click", take);
  const menu = byId("take");
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
})();

// The view that vis-network draws, on a canvas. vis draws signs and lines, labels.js the names over them.
const MANY_LINES = 700; // from so many on, lines are left out while the picture is moved
const visNode = (id) => {
  const { color, fill: inside, size, dim } = nodeLook(id);
  const paint = { background: inside, border: color };
  return { id, color: { ...paint, highlight: { background: inside, border: INK }, hover: paint }, size, borderWidth: inside === color ? 0 : 2.5, opacity: dim ? 0.18 : 1 };
};
const visLine = (id) => {
  const { color, width, dash, dim, lit, arrows } = lineLook(id);
  return { id, color: { color: lit ? INK : color, highlight: INK, hover: INK, opacity: dim ? 0.15 : 1 }, width: lit ? width + BOLDER : width, dashes: dash || false, arrows };
};
const visView = (box) => {
  const nodes = new vis.DataSet([]);
  const edges = new vis.DataSet([]);
  let visible = { nodes: new Set(), lines: new Set() };
  const network = new vis.Network(box, { nodes, edges }, data.options);
  const labels = labelling();
  const drawnNode = Object.fromEntries(drawnNodes.map(({ label, ...node }) => [node.id, node]));
  let hovered = null;
  let chosen = null;
  let rings = [];
  let hiding = false; // lines, while the picture is moved
  let report = () => {};
  let expanding = () => {};
  const standing_ = (id) => ({ x: places.get(id).x, y: places.get(id).y });

  network.on("click", (event) => {
    if (event.nodes.length) report({ node: event.nodes[0] });
    else if (event.edges.length) report({ line: event.edges[0] });
    else report(null);
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) expanding(event.nodes[0]); });
  network.on("hoverNode", (event) => { hovered = event.node; labels.forget(); network.redraw(); });
  network.on("blurNode", () => { hovered = null; labels.forget(); network.redraw(); });
  // vis looks for what is hovered when the pointer moves over it, and so would hold on to what it left.
  const letGo = () => box.querySelector("canvas").dispatchEvent(new MouseEvent("mousemove", { clientX: -9999, clientY: -9999 }));
  box.addEventListener("pointerleave", letGo);
  network.on("dragEnd", (event) => {
    for (const [id, place] of Object.entries(network.getPositions(event.nodes))) Object.assign(places.get(id), place);
    labels.forget();
  });
  network.on("dragging", (event) => { // the name goes with its sign
    if (!event.nodes.length) return;
    for (const [id, place] of Object.entries(network.getPositions(event.nodes))) Object.assign(places.get(id), place);
    labels.forget();
  });
  network.on("beforeDrawing", (context) => {
    for (const { ring, place: { x, y, size } } of rings) {
      context.strokeStyle = ring; // with air around the sign, which may have the same colour
      context.lineWidth = 5;
      context.beginPath();
      context.arc(x, y, size + 8, 0, 2 * Math.PI);
      context.stroke();
    }
  });
  network.on("afterDrawing", (context) => {
    const edge = { near: network.DOMtoCanvas({ x: 0, y: 0 }), far: network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight }) };
    labels.draw(context, { scale: network.getScale(), nodes: visible.nodes, hovered, chosen, ...edge });
  });

  const ringed = () => {
    rings = [...visible.nodes].map((id) => ({ ring: ringOf(id), place: places.get(id) })).filter(({ ring }) => ring);
  };
  // Only what changes is given to vis: a set of a thousand is costly to put in anew.
  const become = (set_, before, after, make) => {
    const gone = [...before].filter((id) => !after.has(id));
    const come = [...after].filter((id) => !before.has(id));
    if (gone.length) set_.remove(gone);
    if (come.length) set_.add(come.map(make));
  };
  return {
    setVisible(showing, linesShowing) {
      become(edges, visible.lines, new Set([...visible.lines].filter((id) => linesShowing.has(id))), null);
      become(nodes, visible.nodes, showing, (id) => ({ ...drawnNode[id], ...visNode(id), ...standing_(id) }));
      become(edges, new Set([...visible.lines].filter((id) => linesShowing.has(id))), linesShowing, (id) => ({ ...line[id], ...visLine(id) }));
      visible = { nodes: showing, lines: linesShowing };
      const many = linesShowing.size > MANY_LINES;
      if (many !== hiding) network.setOptions({ interaction: { hideEdgesOnDrag: many } });
      hiding = many;
      ringed();
      labels.forget();
    },
    restyle() {
      nodes.update([...visible.nodes].map(visNode));
      edges.update([...visible.lines].map(visLine));
      ringed();
      labels.forget();
    },
    moved(ids_) {
      const here = ids_.filter((id) => visible.nodes.has(id));
      if (here.length) nodes.update(here.map((id) => ({ id, ...standing_(id) })));
      labels.forget();
    },
    select(what) {
      chosen = what;
      labels.forget();
      if (!what) network.unselectAll();
      else if (what.line) network.setSelection({ nodes: [], edges: visible.lines.has(what.line) ? [what.line] : [] });
      else network.selectNodes(visible.nodes.has(what.node) ? [what.node] : []);
    },
    focus(id) { if (visible.nodes.has(id)) network.moveTo({ position: standing_(id), scale: Math.max(network.getScale(), 0.8) }); },
    fit() {
      const shown = [...visible.nodes].map((id) => places.get(id));
      if (!shown.length || !box.clientWidth) return;
      const [xs, ys] = [shown.map(({ x }) => x), shown.map(({ y }) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const room = { x: Math.max(box.clientWidth - Math.min(150, box.clientWidth / 3), 1), y: Math.max(box.clientHeight - 130, 1) };
      const scale = Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), 1.15);
      network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 20 / scale }, scale, animation: false });
    },
    zoom(factor) { network.moveTo({ scale: network.getScale() * factor }); },
    camera() { return { ...network.getViewPosition(), scale: network.getScale() }; },
    moveTo({ x, y, scale }) { network.moveTo({ position: { x, y }, scale, animation: false }); },
    positions: () => Object.fromEntries([...visible.nodes].map((id) => [id, standing_(id)])),
    toDOM: (id) => network.canvasToDOM(standing_(id)),
    named: () => labels.named(),
    nameBoxes: () => labels.boxes(),
    toImage: () => new Promise((done) => { box.querySelector("canvas").toBlob(done, "image/png"); }),
    onChoose(callback) { report = callback; },
    onExpand(callback) { expanding = callback; },
    redraw() { network.redraw(); },
    destroy() { box.removeEventListener("pointerleave", letGo); network.destroy(); },
    network,
  };
};

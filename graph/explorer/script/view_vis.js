// The view that vis-network draws, on a canvas. vis draws signs and lines, labels.js the names over them.
const visView = (box) => {
  const nodes = new vis.DataSet(drawnNodes.map(({ label, ...node }) => node));
  const edges = new vis.DataSet(drawnLines);
  let visible = { nodes: new Set(), lines: new Set() };
  const seenNodes = new vis.DataView(nodes, { filter: ({ id }) => visible.nodes.has(id) });
  const seenEdges = new vis.DataView(edges, { filter: ({ id }) => visible.lines.has(id) });
  const network = new vis.Network(box, { nodes: seenNodes, edges: seenEdges }, data.options);
  const labels = labelling();
  let hovered = null;
  let chosen = null;
  let report = () => {};

  network.on("click", (event) => {
    if (event.nodes.length) report({ node: event.nodes[0] });
    else if (event.edges.length) report({ line: event.edges[0] });
    else report(null);
  });
  network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("dragEnd", (event) => {
    for (const [id, place] of Object.entries(network.getPositions(event.nodes))) Object.assign(places.get(id), place);
    labels.forget();
  });
  network.on("afterDrawing", (context) => {
    const window_ = { near: network.DOMtoCanvas({ x: 4, y: 0 }), far: network.DOMtoCanvas({ x: box.clientWidth - 4, y: 0 }) };
    labels.draw(context, { scale: network.getScale(), nodes: visible.nodes, hovered, chosen, ...window_ });
  });

  return {
    setVisible(nodes, lines) {
      visible = { nodes, lines };
      seenNodes.refresh();
      seenEdges.refresh();
      labels.forget();
    },
    restyle() {},
    moved(ids) { nodes.update(ids.map((id) => ({ id, x: places.get(id).x, y: places.get(id).y }))); labels.forget(); },
    select(what) {
      chosen = what;
      labels.forget();
      if (!what) network.unselectAll();
      else if (what.line) network.setSelection({ nodes: [], edges: visible.lines.has(what.line) ? [what.line] : [] });
      else network.selectNodes(visible.nodes.has(what.node) ? [what.node] : []);
    },
    focus(id) { network.moveTo({ position: places.get(id), scale: Math.max(network.getScale(), 0.8) }); },
    fit() {
      const shown = [...visible.nodes].map((id) => places.get(id));
      if (!shown.length) return;
      const [xs, ys] = [shown.map(({ x }) => x), shown.map(({ y }) => y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const room = { x: Math.max(box.clientWidth - Math.min(190, box.clientWidth / 4), 1), y: Math.max(box.clientHeight - 130, 1) };
      const scale = Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), 1.15);
      network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 25 / scale }, scale, animation: false });
    },
    zoom(factor) { network.moveTo({ scale: network.getScale() * factor }); },
    camera() { return { ...network.getViewPosition(), scale: network.getScale() }; },
    moveTo({ x, y, scale }) { network.moveTo({ position: { x, y }, scale, animation: false }); },
    positions: () => Object.fromEntries([...visible.nodes].map((id) => [id, { x: places.get(id).x, y: places.get(id).y }])),
    toDOM: (id) => network.canvasToDOM(places.get(id)),
    toImage: () => new Promise((done) => box.querySelector("canvas").toBlob(done, "image/png")),
    onChoose(callback) { report = callback; },
    redraw() { network.redraw(); },
    destroy() { network.destroy(); },
    network,
  };
};

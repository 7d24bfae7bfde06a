// The view that sigma draws with WebGL, for more things than a canvas carries. The same interface as view_vis.js.
// Signs are distance fields: the same corners as in the legend, so that a kind has one shape wherever it is seen.
const POLYGONS = Object.fromEntries(Object.entries(POINTS).map(([shape, text]) =>
  [shape, text.split(" ").map((corner) => corner.split(",").map((value) => (Number(value) - 12) / 11))]));
const asField = (name, corners) => ({
  name, uniforms: [], inradiusFactor: 0.7,
  // Signed distance to a polygon, after Inigo Quilez, "2D distance functions"; uv's y points up, the corners' down.
  glsl: `float sdf_${name}(vec2 uv, float size) {
    vec2 p = vec2(uv.x, -uv.y) / size;
    vec2 v[${corners.length}];
    ${corners.map(([x, y], at) => `v[${at}] = vec2(${x.toFixed(4)}, ${y.toFixed(4)});`).join(" ")}
    float d = dot(p - v[0], p - v[0]);
    float s = 1.0;
    for (int i = 0, j = ${corners.length - 1}; i < ${corners.length}; j = i, i++) {
      vec2 e = v[j] - v[i];
      vec2 w = p - v[i];
      vec2 b = w - e * clamp(dot(w, e) / dot(e, e), 0.0, 1.0);
      d = min(d, dot(b, b));
      bool above = p.y >= v[i].y, below = p.y < v[j].y, left = e.x * w.y > e.y * w.x;
      if ((above && below && left) || (!above && !below && !left)) s = -s;
    }
    return s * sqrt(d) * size;
  }`,
});
const sigmaView = (box) => {
  const graph = new graphology.MultiDirectedGraph();
  const styled = (id) => {
    const { color, shape, size, dim } = nodeLook(id);
    return { color, size: size / 2, shape: POLYGONS[shape] ? shape : "circle", opacity: dim ? 0.25 : 1 };
  };
  const drawn = (id) => {
    const { width, color, dim, dash } = lineLook(id);
    return { size: width, color, opacity: dim ? 0.2 : 1, dash: dash ? dash[0] : 0, gap: dash ? dash[1] : 0 };
  };
  const visibility = (shown) => (shown ? "visible" : "hidden");
  for (const id of ids) graph.addNode(id, { label: name(id), x: places.get(id).x ?? 0, y: -(places.get(id).y ?? 0), visibility: "hidden", ...styled(id) });
  for (const { id, from, to } of drawnLines) graph.addEdgeWithKey(id, from, to, { visibility: "hidden", ...drawn(id) });
  const of = (attribute, defaultValue) => ({ attribute, defaultValue });
  const { sdfCircle, layerFill, layerDashed, pathLine, extremityArrow } = Sigma.rendering;
  const sigma = new Sigma(graph, box, {
    primitives: {
      nodes: { shapes: [sdfCircle(), ...Object.entries(POLYGONS).map(([shape, corners]) => asField(shape, corners))], layers: [layerFill()] },
      edges: {
        paths: [pathLine()], extremities: [extremityArrow()],
        layers: [layerDashed({ dashSize: { attribute: "dash", default: 0, mode: "pixels" }, gapSize: { attribute: "gap", default: 0, mode: "pixels" } })],
        variables: { dash: { type: "number", default: 0 }, gap: { type: "number", default: 0 } },
      },
    },
    styles: {
      nodes: [{
        x: of("x", 0), y: of("y", 0), size: of("size", 5), color: of("color", "#666666"), shape: of("shape", "circle"), opacity: of("opacity", 1),
        label: of("label", ""), labelPosition: "below", labelSize: 12, labelColor: "#1f2933", visibility: of("visibility", "visible"),
      }, { whenState: "isHighlighted", then: { labelVisibility: "visible", zIndex: 1 } }, { whenState: "isHovered", then: { labelVisibility: "visible", cursor: "pointer", zIndex: 2 } }],
      edges: [{
        size: of("size", 1), color: of("color", "#bcc6d1"), opacity: of("opacity", 1), visibility: of("visibility", "visible"), head: "arrow",
        dash: of("dash", 0), gap: of("gap", 0),
      }, { whenState: "isHighlighted", then: { color: "#1f2933", zIndex: 1 } }, { whenState: "isHovered", then: { color: "#52606d", cursor: "pointer" } }],
    },
    settings: {
      enableEdgeEvents: true, hideEdgesOnMove: true, hideLabelsOnMove: true, enableNodeDrag: true, labelDensity: 0.7, labelGridCellSize: 110,
      labelRenderedSizeThreshold: 3, stagePadding: 60, zIndex: true, autoRescale: "once", dragPositionToAttributes: null,
    },
  });
  let visible = { nodes: new Set(), lines: new Set() };
  let lit = { nodes: [], lines: [] };
  let report = () => {};

  sigma.on("clickNode", ({ node }) => report({ node }));
  sigma.on("clickEdge", ({ edge }) => report({ line: edge }));
  sigma.on("clickStage", () => report(null));
  sigma.on("nodeDragEnd", ({ allDraggedNodes }) => {
    for (const id of allDraggedNodes) Object.assign(places.get(id), { x: graph.getNodeAttribute(id, "x"), y: -graph.getNodeAttribute(id, "y") });
  });

  const middle = () => ({ x: box.clientWidth / 2, y: box.clientHeight / 2 });
  const scale = () => sigma.graphToViewport({ x: 1, y: 0 }).x - sigma.graphToViewport({ x: 0, y: 0 }).x;
  const moveTo = ({ x, y, scale: wanted }) => {
    const ratio = sigma.getCamera().getState().ratio * scale() / wanted;
    sigma.getCamera().setState({ ...sigma.graphToFramedGraph({ x, y: -y }), ratio });
  };
  const camera = () => {
    const { x, y } = sigma.viewportToGraph(middle());
    return { x, y: -y, scale: scale() };
  };
  const fit = () => {
    const shown = [...visible.nodes].map((id) => places.get(id));
    if (!shown.length) return;
    const [left, right, top, bottom] = shown.reduce(([l, r, t, b], { x, y }) => [Math.min(l, x), Math.max(r, x), Math.min(t, y), Math.max(b, y)], [Infinity, -Infinity, Infinity, -Infinity]);
    const room = { x: Math.max(box.clientWidth - 120, 1), y: Math.max(box.clientHeight - 120, 1) };
    moveTo({ x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), 1.15) });
  };
  return {
    setVisible(nodes, lines) {
      visible = { nodes, lines };
      graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, visibility: visibility(nodes.has(id)) }), { attributes: ["visibility"] });
      graph.updateEachEdgeAttributes((id, attributes) => ({ ...attributes, visibility: visibility(lines.has(id)) }), { attributes: ["visibility"] });
    },
    restyle() {
      graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, ...styled(id) }), { attributes: ["color", "size", "shape", "opacity"] });
      graph.updateEachEdgeAttributes((id, attributes) => ({ ...attributes, ...drawn(id) }), { attributes: ["color", "size", "opacity"] });
    },
    moved(some) { for (const id of some) graph.mergeNodeAttributes(id, { x: places.get(id).x, y: -places.get(id).y }); },
    select(what) {
      sigma.setNodesState(lit.nodes, { isHighlighted: false });
      sigma.setEdgesState(lit.lines, { isHighlighted: false });
      lit = !what ? { nodes: [], lines: [] } : what.node
        ? { nodes: [what.node, ...neighbours(what.node).slice(0, 60)], lines: touching[what.node].map((number) => lineOf[number]) }
        : { nodes: ends(what), lines: [what.line] };
      sigma.setNodesState(lit.nodes, { isHighlighted: true });
      sigma.setEdgesState(lit.lines, { isHighlighted: true });
    },
    focus(id) { moveTo({ ...places.get(id), scale: Math.max(scale(), 0.8) }); },
    fit,
    zoom(factor) { moveTo({ ...camera(), scale: scale() * factor }); },
    camera, moveTo,
    positions: () => Object.fromEntries([...visible.nodes].map((id) => [id, { x: places.get(id).x, y: places.get(id).y }])),
    toDOM: (id) => sigma.graphToViewport({ x: places.get(id).x, y: -places.get(id).y }),
    toImage() {
      sigma.refresh(); // in the same task as the reading: WebGL keeps no picture after it is shown
      const drawnOn = sigma.getStageCanvas();
      const paper = Object.assign(document.createElement("canvas"), { width: drawnOn.width, height: drawnOn.height });
      const context = paper.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, paper.width, paper.height);
      context.drawImage(drawnOn, 0, 0);
      return new Promise((done) => paper.toBlob(done, "image/png"));
    },
    onChoose(callback) { report = callback; },
    redraw() { sigma.scheduleRender(); },
    destroy() { sigma.kill(); },
    sigma,
  };
};

// The view of more things than vis-network carries: painted on the graphics side, names laid over it, and moved as a
// picture. The same interface as view_vis.js.
const REST = 120; // milliseconds without a move, after which the picture is drawn anew
const MARGIN = 0.3; // of the picture's size that is drawn beyond each edge, to have while it is moved
const MOST_STRETCHED = 2.5; // how far a picture is stretched before it is drawn anew
const MOST_NAMES = 220;
const FRIENDS_LIT = 60; // neighbours whose names come first when a thing is chosen
const [NEAREST_SCALE, FARTHEST_SCALE] = [4, 0.004];
const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);

const largeView = (box) => {
  const canvas_ = () => element("canvas", { "aria-hidden": "true" });
  const atlas = signAtlas();
  const [first, second] = [canvas_(), canvas_()]; // one that WebGL has tried is no use for anything else
  const painted_ = glPainter(first, atlas);
  const [paper, painter] = painted_ ? [first, painted_] : [second, planePainter(second, atlas)];
  const lettering = canvas_();
  const pointed_ = element("span", { class: "pointed", "aria-hidden": "true", hidden: true });
  box.append(paper, lettering, pointed_);
  const labels = labelling();
  const hits = hitting();
  let eye = { x: 0, y: 0, scale: 1 };
  let visible = { nodes: new Set(), lines: new Set() };
  let chosen = null;
  let hovered = null;
  let faintness = 1; // of lines, by how thick they lie at scale 1
  let stale = { things: true, lines: true }; // numbers to be written anew
  let rows = { things: new Float32Array(), lines: new Float32Array() };
  const rowAt = { things: new Map(), lines: new Map() }; // where a thing's or line's numbers begin
  let resting = null;
  let dragging = false; // a thing, not the ground
  let drawn = eye; // the eye that the picture was drawn for
  let frame = null;
  let [report, expanding] = [() => {}, () => {}];

  // --- numbers for the painter ---------------------------------------------------------------
  const thingRows = () => {
    const numbers = new Float32Array(visible.nodes.size * PART.thing);
    let at = 0;
    rowAt.things.clear();
    for (const id of painted) { // the weightiest last, so that they lie on top
      if (!visible.nodes.has(id)) continue;
      const { x, y, size } = places.get(id);
      const { fill: inside, dim } = nodeLook(id);
      numbers.set([x, y, size, atlas.cell(`${thing(id).kind} ${inside}`), dim ? 0.18 : 1, 0], at);
      rowAt.things.set(id, at);
      at += PART.thing;
    }
    return numbers;
  };
  const markRows = () => {
    const numbers = [];
    const near = Math.min(1, Math.max(0.25, drawn.scale));
    const mark = (id, key, wider) => { const { x, y, size } = places.get(id); numbers.push(x, y, size, atlas.cell(key), 1, wider); };
    if (state.communities) for (const id of visible.nodes) { const ring = ringOf(id); if (ring) mark(id, ring, 10 * near); }
    if (chosen && chosen.node && visible.nodes.has(chosen.node)) mark(chosen.node, "chosen", 13 * near);
    return new Float32Array(numbers);
  };
  const lineRow = (id) => {
    const [from, to] = [places.get(line[id].from), places.get(line[id].to)];
    const { color, width, dash, dim, lit: stands, arrows } = lineLook(id);
    const bold = stands || (chosen && (chosen.line === id || chosen.node === from.id || chosen.node === to.id));
    return [from.x, from.y, to.x, to.y, from.size, to.size, ...channels(bold ? INK : color), dim ? 0.15 : 1, bold ? width + BOLDER : width,
      dash ? dash[0] : 0, dash ? dash[1] : 0, bold ? 1 : 0, arrows === "to, from" ? 2 : 1];
  };
  const lineRows = () => {
    const numbers = new Float32Array(visible.lines.size * PART.line);
    let at = 0;
    rowAt.lines.clear();
    for (const id of visible.lines) {
      numbers.set(lineRow(id), at);
      rowAt.lines.set(id, at);
      at += PART.line;
    }
    return numbers;
  };
  const linesAt = (what) => (!what ? [] : what.line ? [what.line] : [...new Set(touching[what.node].map((number) => lineOf[number]))]).filter((id) => visible.lines.has(id));
  // Of one thing that is dragged, or chosen, only its own numbers are written anew.
  const rewrite = (nodes, lines) => {
    if (!stale.things) {
      for (const id of nodes) { const { x, y } = places.get(id); rows.things.set([x, y], rowAt.things.get(id)); }
      if (nodes.length) painter.things(rows.things);
    }
    if (!stale.lines && lines.length) {
      for (const id of lines) rows.lines.set(lineRow(id), rowAt.lines.get(id));
      painter.lines(rows.lines);
    }
  };
  // So many lines lie on each other that single ones cannot be seen: then they are drawn faintly, and show where many are.
  const thickness = () => {
    const [left, right, top, bottom] = boxAround([...visible.nodes].map((id) => places.get(id)));
    let length = 0;
    for (const id of visible.lines) {
      const [a, b] = [places.get(line[id].from), places.get(line[id].to)];
      length += Math.hypot(a.x - b.x, a.y - b.y);
    }
    return length / Math.max((right - left) * (bottom - top), 1);
  };
  const painted = [...byWeight].reverse();
  const refresh = () => {
    if (stale.things) {
      rows = { ...rows, things: thingRows() };
      painter.things(rows.things);
      hits.things([...visible.nodes]);
    }
    if (stale.lines) {
      rows = { ...rows, lines: lineRows() };
      painter.lines(rows.lines);
      hits.lines([...visible.lines]);
      faintness = thickness();
    }
    painter.marks(markRows());
    stale = { things: false, lines: false };
  };

  // --- drawing -------------------------------------------------------------------------------
  const ratio = () => window.devicePixelRatio || 1;
  const middle = () => ({ x: box.clientWidth / 2, y: box.clientHeight / 2 });
  const toDOM = ({ x, y }) => ({ x: (x - eye.x) * eye.scale + middle().x, y: (y - eye.y) * eye.scale + middle().y });
  const toPlace = ({ x, y }) => ({ x: (x - middle().x) / eye.scale + eye.x, y: (y - middle().y) / eye.scale + eye.y });
  const paint = () => {
    const faint = Math.max(0.05, Math.min(1, 0.3 * eye.scale / Math.max(faintness, 1e-9)));
    painter.draw({ ...eye, ratio: ratio() }, faint);
  };
  const letter = () => {
    const context = lettering.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, lettering.width, lettering.height);
    const pixels = drawn.scale * ratio();
    context.setTransform(pixels, 0, 0, pixels, lettering.width / 2 - drawn.x * pixels, lettering.height / 2 - drawn.y * pixels);
    labels.forget();
    const [across, down] = [lettering.width / pixels / 2, lettering.height / pixels / 2];
    labels.draw(context, {
      scale: drawn.scale, nodes: visible.nodes, hovered: null, chosen, near: { x: drawn.x - across, y: drawn.y - down }, far: { x: drawn.x + across, y: drawn.y + down },
      most: MOST_NAMES, friends: FRIENDS_LIT, sizeOf: ({ size }) => radiusAt(size, drawn.scale) / drawn.scale,
    });
  };
  const settle = () => { // the picture as it is when nothing moves
    clearTimeout(resting);
    resting = null;
    drawn = { ...eye };
    refresh();
    paint();
    letter();
    for (const canvas of [paper, lettering]) canvas.style.transform = "";
  };
  // While it is moved, what was drawn is shifted and stretched as a picture, which costs next to nothing on any machine,
  // until its edge would come into sight.
  const shift = () => {
    const grown = eye.scale / drawn.scale;
    const [x, y] = [(drawn.x - eye.x) * eye.scale, (drawn.y - eye.y) * eye.scale];
    // Drawn back, the edges may be seen for the moment until it rests: a wheel goes through many scales.
    const covered = (away, room) => Math.abs(away) + Math.min(1, grown) * room / 2 <= room * (0.5 + MARGIN) * grown;
    if (grown > MOST_STRETCHED || grown < 1 / MOST_STRETCHED || !covered(x, box.clientWidth) || !covered(y, box.clientHeight)) { settle(); return; }
    for (const canvas of [paper, lettering]) canvas.style.transform = `translate(${x}px, ${y}px) scale(${grown})`;
  };
  const soon = () => { if (frame === null) frame = requestAnimationFrame(drawn_); };
  const drawn_ = () => {
    frame = null;
    if (resting !== null && !stale.things) shift();
    else if (dragging && drawn.scale === eye.scale && drawn.x === eye.x && drawn.y === eye.y) { painter.marks(markRows()); paint(); } else settle();
  };
  const look = (changed) => {
    eye = { ...eye, ...changed };
    clearTimeout(resting);
    resting = setTimeout(() => { resting = null; soon(); }, REST);
    soon();
  };
  const sized = () => {
    for (const canvas of [paper, lettering]) {
      const pixels = (room) => Math.max(Math.round(room * (1 + 2 * MARGIN) * ratio()), 1);
      [canvas.width, canvas.height] = [pixels(box.clientWidth), pixels(box.clientHeight)];
    }
    if (box.clientWidth) settle();
  };
  const watching = new ResizeObserver(sized);
  watching.observe(box);
  // A window that goes to another screen has other pixels at the same size.
  let pixels_ = null;
  const watchPixels = () => {
    pixels_ = window.matchMedia(`(resolution: ${ratio()}dppx)`);
    pixels_.addEventListener("change", repixeled, { once: true });
  };
  const repixeled = () => { sized(); watchPixels(); };
  watchPixels();
  painter.onLost(() => { stale = { things: true, lines: true }; settle(); });

  // --- hands ---------------------------------------------------------------------------------
  const held = (scale) => Math.max(FARTHEST_SCALE, Math.min(NEAREST_SCALE, scale));
  const zoomAt = (factor, at) => {
    const fixed = toPlace(at);
    const scale = held(eye.scale * factor);
    look({ scale, x: fixed.x - (at.x - middle().x) / scale, y: fixed.y - (at.y - middle().y) / scale });
  };
  const under = (at) => {
    const node = hits.thing(toPlace(at), eye.scale);
    const found = !node && hits.line(toPlace(at), eye.scale);
    return node ? { node } : found ? { line: found } : null;
  };
  const release = gestures(box, {
    grab: (at) => hits.thing(toPlace(at), eye.scale),
    drag(id, by) {
      if (!id) { look({ x: eye.x - by.x / eye.scale, y: eye.y - by.y / eye.scale }); return; }
      const place = places.get(id);
      Object.assign(place, { x: place.x + by.x / eye.scale, y: place.y + by.y / eye.scale });
      rewrite([id], linesAt({ node: id }));
      dragging = true;
      soon();
    },
    drop(id) {
      dragging = false;
      if (!id) return;
      hits.things([...visible.nodes]);
      faintness = thickness();
      soon();
    },
    zoom: zoomAt,
    click: (at) => report(under(at)),
    twice: (at) => { const id = hits.thing(toPlace(at), eye.scale); if (id) expanding(id); },
    hover(at) {
      const id = at && hits.thing(toPlace(at), eye.scale);
      box.classList.toggle("over", Boolean(id));
      if (id) Object.assign(pointed_.style, { left: `${at.x}px`, top: `${at.y}px` });
      if (id === hovered) return;
      hovered = id;
      pointed_.hidden = !id;
      pointed_.textContent = id ? name(id) : "";
    },
  });

  return {
    setVisible(nodes, lines) { visible = { nodes, lines }; stale = { things: true, lines: true }; },
    restyle() { stale = { things: true, lines: true }; },
    moved() { stale = { things: true, lines: true }; },
    select(what) {
      const before = chosen;
      chosen = what;
      rewrite([], [...new Set([...linesAt(before), ...linesAt(what)])]);
    },
    focus(id) { if (visible.nodes.has(id)) look({ x: places.get(id).x, y: places.get(id).y, scale: Math.max(eye.scale, 0.8) }); },
    fit() {
      if (!visible.nodes.size || !box.clientWidth) return;
      const [left, right, top, bottom] = boxAround([...visible.nodes].map((id) => places.get(id)));
      const room = { x: Math.max(box.clientWidth - 60, 1), y: Math.max(box.clientHeight - 110, 1) };
      look({ x: (left + right) / 2, y: (top + bottom) / 2, scale: held(Math.min(room.x / Math.max(right - left, 1), room.y / Math.max(bottom - top, 1), 1.15)) });
    },
    zoom(factor) { zoomAt(factor, middle()); },
    camera: () => ({ ...eye }),
    moveTo: ({ x, y, scale }) => look({ x, y, scale: held(scale) }),
    positions: () => Object.fromEntries([...visible.nodes].map((id) => [id, { x: places.get(id).x, y: places.get(id).y }])),
    toDOM: (id) => toDOM(places.get(id)),
    named: () => labels.named(),
    nameBoxes: () => labels.boxes(),
    toImage() {
      settle(); // in the same task as the reading: a drawing by WebGL is gone after it was shown
      const copy_ = element("canvas", { width: Math.round(box.clientWidth * ratio()), height: Math.round(box.clientHeight * ratio()) });
      const context = copy_.getContext("2d");
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, copy_.width, copy_.height);
      const [left, top] = [(paper.width - copy_.width) / 2, (paper.height - copy_.height) / 2];
      for (const canvas of [paper, lettering]) context.drawImage(canvas, -left, -top);
      return new Promise((done) => copy_.toBlob(done, "image/png"));
    },
    onChoose(callback) { report = callback; },
    onExpand(callback) { expanding = callback; },
    redraw: soon,
    destroy() {
      watching.disconnect();
      pixels_.removeEventListener("change", repixeled);
      release();
      painter.drop();
      box.replaceChildren();
    },
  };
};

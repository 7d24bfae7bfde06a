// What lies under a point: the nearest sign whose disc holds it, else the nearest line. All in the units of places.
const SLACK = { sign: 3, line: 5 }; // pixels beside it that still count
const hitting = () => {
  let cells = new Map();
  let cell = 1;
  let shown = { nodes: [], lines: [] };
  let largest = 0;
  const key = (x, y) => Math.floor(x / cell) * 67_108_864 + Math.floor(y / cell);
  return {
    things(nodes) { // sorted into squares of a few things each
      shown = { ...shown, nodes };
      const found = nodes.map((id) => places.get(id));
      const [left, right, top, bottom] = boxAround(found);
      cell = Math.max(Math.sqrt(((right - left + 1) * (bottom - top + 1)) / Math.max(found.length, 1)) * 1.5, 1);
      cells = new Map();
      largest = 0;
      for (const place of found) {
        const at = key(place.x, place.y);
        if (cells.has(at)) cells.get(at).push(place);
        else cells.set(at, [place]);
        largest = Math.max(largest, place.size);
      }
    },
    lines(lines) { shown = { ...shown, lines }; },
    thing({ x, y }, scale) {
      const reach = (radiusAt(largest, scale) + SLACK.sign) / scale;
      let best = null;
      for (let across = Math.floor((x - reach) / cell); across <= Math.floor((x + reach) / cell); across += 1) {
        for (let down = Math.floor((y - reach) / cell); down <= Math.floor((y + reach) / cell); down += 1) {
          for (const place of cells.get(across * 67_108_864 + down) || []) {
            const far = Math.hypot(place.x - x, place.y - y) * scale;
            if (far <= radiusAt(place.size, scale) + SLACK.sign && (!best || far < best.far)) best = { id: place.id, far };
          }
        }
      }
      return best && best.id;
    },
    line({ x, y }, scale) {
      let best = null;
      for (const id of shown.lines) {
        const [a, b] = [places.get(line[id].from), places.get(line[id].to)];
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const part = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
        const far = Math.hypot(a.x + part * dx - x, a.y + part * dy - y) * scale;
        if (far <= SLACK.line && (!best || far < best.far)) best = { id, far };
      }
      return best && best.id;
    },
  };
};

// A picture of a network as a drawing (SVG 1.1): what is in sight, with its title, the day it was known, its legend and
// its source. A pure function from what is told to text, without style sheets, so that any program shows it.
const picture = (() => {
  const FACE_ = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif";
  const [PAD, SOFT] = [24, "#52606d"];
  const { xml } = takeaway;
  const short = (value) => Number(value.toFixed(2));
  const corners = (shape, x, y, size) => POINTS[shape].split(" ").map((corner) => corner.split(",").map((value, at) => ([x, y][at] + (value - 12) / 11 * size).toFixed(1)).join(",")).join(" ");
  const mark = ({ x, y, size, color, inside = color, shape, chosen }) => {
    const paint = `fill="${inside}" stroke="${chosen ? INK : color}" stroke-width="${chosen ? 3 : 2}"`;
    return POINTS[shape] ? `<polygon points="${corners(shape, x, y, size)}" ${paint}/>` : `<circle cx="${x}" cy="${y}" r="${size}" ${paint}/>`;
  };
  const faded = (dim, much) => (dim ? ` opacity="${much}"` : "");

  // A line ends where a sign begins, and with a head where it points.
  const HEAD = { long: 9, wide: 4 };
  const stroke = ({ color, width, dash, dim, lit, arrows }, from, to) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const long = Math.hypot(dx, dy);
    if (long < from.size + to.size) return "";
    const [ux, uy] = [dx / long, dy / long];
    const heads = [["from", from, 1], ["to", to, -1]].map(([end, { x, y, size }, way]) => {
      if (!(arrows || "").includes(end)) return { x: x + way * ux * size, y: y + way * uy * size, head: "" };
      const [tipX, tipY] = [x + way * ux * (size + 2), y + way * uy * (size + 2)];
      const [baseX, baseY] = [tipX + way * ux * HEAD.long, tipY + way * uy * HEAD.long];
      return { x: baseX, y: baseY, head: `<polygon points="${[[tipX, tipY], [baseX - uy * HEAD.wide, baseY + ux * HEAD.wide], [baseX + uy * HEAD.wide, baseY - ux * HEAD.wide]].map((point) => point.map(short).join(",")).join(" ")}" fill="${lit ? INK : color}"/>` };
    });
    const [a, b] = heads;
    const paint = `stroke="${lit ? INK : color}" stroke-width="${lit ? width + BOLDER : width}"${dash ? ` stroke-dasharray="${dash.join(" ")}"` : ""}`;
    return `<g${faded(dim, 0.2)}><line x1="${short(a.x)}" y1="${short(a.y)}" x2="${short(b.x)}" y2="${short(b.y)}" ${paint}/>${a.head}${b.head}</g>`;
  };
  // Names stand on a ground of their own: no line strikes them through, whatever shows the drawing.
  const lettering = ({ text, x, y, font, bold, width }) =>
    `<rect x="${short(x - width / 2 - font / 6)}" y="${short(y - font / 10)}" width="${short(width + font / 3)}" height="${short(font * 1.2)}" fill="#ffffff" fill-opacity="0.85"/><text x="${short(x)}" y="${short(y + font * 0.92)}" font-size="${short(font)}" text-anchor="middle"${bold ? ' font-weight="600"' : ""}>${xml(text)}</text>`;
  const network = ({ nodes, lines, names }) => {
    const at = Object.fromEntries(nodes.map((one) => [one.id, one]));
    const rings = nodes.filter(({ ring }) => ring).map(({ ring, x, y, size }) => `<circle cx="${x}" cy="${y}" r="${size + 11}" fill="${ring}" fill-opacity="0.45"/>`);
    const strokes = lines.filter((one) => at[one.from] && at[one.to]).map((one) => stroke(one, at[one.from], at[one.to]));
    return `<g>${rings.join("")}</g>\n<g fill="none">${strokes.filter(Boolean).join("\n")}</g>\n<g>${nodes.map((one) => `<g${faded(one.dim, 0.25)}><title>${xml(one.label)}</title>${mark(one)}</g>`).join("\n")}</g>\n<g fill="${INK}">${names.map(lettering).join("\n")}</g>`;
  };

  // --- what stands around it
  const rowsOf = (text, font, room, measure) => text.split(/\s+/).reduce((rows, word) => {
    const last = rows.pop();
    const longer = last ? `${last} ${word}` : word;
    return last && measure(longer, font) > room ? [...rows, last, word] : [...rows, longer];
  }, [""]);
  const block = (text, font, top, room, measure, color = INK, weight = 400) => {
    const rows = text ? rowsOf(text, font, room, measure) : [];
    return { bottom: top + rows.length * font * 1.4, drawn: rows.map((row, number) => `<text x="${PAD}" y="${short(top + (number + 0.8) * font * 1.4)}" font-size="${font}" font-weight="${weight}" fill="${color}">${xml(row)}</text>`).join("") };
  };
  const KEY = { font: 12, row: 22, sign: 34, gap: 22 };
  const legend = (keys, top, room, measure) => {
    let [x, y] = [PAD, top];
    const drawn = keys.map(({ text, shape, color, inside, small, stroke: way }) => {
      const width = KEY.sign + measure(text, KEY.font) + KEY.gap;
      if (x > PAD && x + width > PAD + room) [x, y] = [PAD, y + KEY.row];
      const middle = y + KEY.row / 2;
      const sign_ = way ? `<line x1="${x}" y1="${middle}" x2="${x + KEY.sign - 8}" y2="${middle}" stroke="${way.color}" stroke-width="${way.width}"${way.dash ? ` stroke-dasharray="${way.dash.join(" ")}"` : ""}/>`
        : mark({ x: x + KEY.sign / 2 - 4, y: middle, size: small ? 4.5 : 7, color, inside, shape });
      const one = `${sign_}<text x="${short(x + KEY.sign)}" y="${short(middle + KEY.font * 0.35)}" font-size="${KEY.font}" fill="${INK}">${xml(text)}</text>`;
      x += width;
      return one;
    });
    return { drawn: drawn.join("\n"), bottom: keys.length ? y + KEY.row : top };
  };

  // `map`: nodes, lines and names in the units of places, `box` [left, top, width, height] of what is shown of them, and
  // `scale`, or `drawn` in their place; where `hole` is set it is left out, for a picture to be put there. Returns { svg, width, height, hole }.
  const compose = ({ title, under, foot, keys, map, measure }) => {
    const [left, top, wide_, high] = map.box;
    const size = { width: Math.max(map.least || 640, wide_ * map.scale), height: high * map.scale };
    const width = Math.ceil(size.width + 2 * PAD);
    const head = block(title, 22, PAD * 0.75, size.width, measure, INK, 600);
    const sub = block(under, 13, head.bottom, size.width, measure, SOFT);
    const y = Math.ceil(sub.bottom + 10);
    const x = (width - wide_ * map.scale) / 2;
    const told = legend(keys, y + size.height + 12, size.width, measure);
    const source = block(foot, 11, told.bottom + 8, size.width, measure, SOFT);
    const height = Math.ceil(source.bottom + PAD * 0.6);
    const frame = map.framed ? `<rect x="${short(x)}" y="${y}" width="${short(wide_ * map.scale)}" height="${short(size.height)}" fill="none" stroke="#d9e0e7"/>` : "";
    const inner = map.hole ? "" : `<g clip-path="url(#frame)"><g transform="translate(${short(x)} ${y}) scale(${short(map.scale * 1000) / 1000}) translate(${short(-left)} ${short(-top)})">${map.drawn || network(map)}</g></g>`;
    const svg = `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FACE_}">
<title>${xml(title)}</title>\n<defs><clipPath id="frame"><rect x="${PAD}" y="${y}" width="${short(size.width)}" height="${short(size.height)}"/></clipPath></defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>\n<g>${head.drawn}${sub.drawn}</g>\n${inner}${frame}\n<g class="legend">${told.drawn}</g>\n<g>${source.drawn}</g>\n</svg>\n`;
    return { svg, width, height, hole: { x, y, width: wide_ * map.scale, height: size.height } };
  };
  // The drawing as a PNG, so many pixels to each of its own; `inset` is a bitmap that is put into its hole.
  const toPng = async ({ svg, width, height, hole }, times = 2, inset = null) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const paper = Object.assign(document.createElement("canvas"), { width: width * times, height: height * times });
    const context = paper.getContext("2d");
    context.scale(times, times);
    context.drawImage(image, 0, 0, width, height);
    if (inset) context.drawImage(inset, hole.x, hole.y, hole.width, hole.height);
    return new Promise((done) => paper.toBlob(done, "image/png"));
  };
  return { compose, toPng };
})();

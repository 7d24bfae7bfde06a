// Paints the same rows as painter_gl.js on a plain canvas: where WebGL would be run in software, this is quicker, since
// the picture need not be read back.
const BATCH = 200; // lines of one look that are stroked at once: one by one is slow, all at once hides how many there are
const POINT = 2.6; // pixels of radius under which a sign is a square of its colour: its shape cannot be seen
const SHARPEST = 5; // the sheet of signs is kept at so many sizes, each half as large: a small sign needs few pixels
const halved = (sheet) => {
  const half = element("canvas", { width: sheet.width / 2, height: sheet.height / 2 });
  half.getContext("2d", { willReadFrequently: true }).drawImage(sheet, 0, 0, half.width, half.height);
  return half;
};
const planePainter = (canvas, atlas) => {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const sheets = [atlas.sheet];
  while (sheets.length < SHARPEST) sheets.push(halved(sheets[sheets.length - 1]));
  const rows = { things: new Float32Array(), marks: new Float32Array(), lines: new Float32Array() };
  let order = []; // of lines, those of one look together
  // The look of a line as one whole number: colour, width, dash, gap, strength, lit.
  const lookOf = (at) => {
    const [red, green, blue, alpha, width, dash, gap, lit] = rows.lines.subarray(at + PAINT.from, at + PAINT.to);
    const color = Math.round(red * 255) * 65_536 + Math.round(green * 255) * 256 + Math.round(blue * 255);
    return (((color * 128 + Math.round(width * 10)) * 16 + dash) * 16 + gap) * 4 + (alpha < 1 ? 2 : 0) + lit;
  };
  const inView = ({ x, y, scale, ratio }) => {
    const [across, down] = [canvas.width / scale / ratio / 2, canvas.height / scale / ratio / 2];
    return { left: x - across, right: x + across, top: y - down, bottom: y + down };
  };
  const stamps = (numbers, eye) => {
    const { scale, ratio } = eye;
    const seen = inView(eye);
    for (let at = 0; at < numbers.length; at += PART.thing) {
      const [x, y, cell, strength] = [numbers[at], numbers[at + 1], numbers[at + 3], numbers[at + 4]];
      const radius = (radiusAt(numbers[at + 2], scale) + numbers[at + 5]) * atlas.reach;
      const room = radius / scale;
      if (x + room < seen.left || x - room > seen.right || y + room < seen.top || y - room > seen.bottom) continue;
      if (radius * ratio < POINT * atlas.reach && atlas.colors[cell]) {
        const half = (radius / atlas.reach) * 0.9;
        context.globalAlpha = strength;
        context.fillStyle = atlas.colors[cell];
        context.fillRect(x * scale - half, y * scale - half, 2 * half, 2 * half);
        continue;
      }
      const level = Math.max(0, Math.min(SHARPEST - 1, Math.floor(Math.log2(CELL / (2 * radius * ratio)))));
      const side = CELL >> level;
      context.globalAlpha = strength;
      context.drawImage(sheets[level], (cell % atlas.across) * side, Math.floor(cell / atlas.across) * side, side, side,
        x * scale - radius, y * scale - radius, 2 * radius, 2 * radius);
    }
  };
  const strokes = (eye, faint) => {
    const { scale } = eye;
    const seen = inView(eye);
    const heads = [];
    let [last, pending] = [null, 0];
    const put = () => { if (pending) context.stroke(); pending = 0; };
    for (const { at, look } of order) {
      const [fromX, fromY, toX, toY] = rows.lines.subarray(at, at + 4);
      if (Math.max(fromX, toX) < seen.left || Math.min(fromX, toX) > seen.right || Math.max(fromY, toY) < seen.top || Math.min(fromY, toY) > seen.bottom) continue;
      if (look !== last || pending >= BATCH) {
        put();
        last = look;
        const [red, green, blue, alpha, width, dash, gap, lit] = rows.lines.subarray(at + PAINT.from, at + PAINT.to);
        context.globalAlpha = lit ? 1 : alpha * faint;
        context.strokeStyle = `rgb(${red * 255} ${green * 255} ${blue * 255})`;
        context.lineWidth = Math.min(Math.max(width * scale, 1), WIDEST);
        context.setLineDash(gap ? [dash, gap] : []);
        context.beginPath();
      }
      context.moveTo(fromX * scale, fromY * scale);
      context.lineTo(toX * scale, toY * scale);
      pending += 1;
      if (scale > HEADS_FROM) heads.push(at);
    }
    put();
    for (const at of heads) {
      const [fromX, fromY, toX, toY, fromSize, toSize, red, green, blue, alpha, width, , , lit, both] = rows.lines.subarray(at, at + PART.line);
      context.globalAlpha = lit ? 1 : alpha * faint;
      context.fillStyle = `rgb(${red * 255} ${green * 255} ${blue * 255})`;
      head(fromX * scale, fromY * scale, toX * scale, toY * scale, radiusAt(toSize, scale), width * scale);
      if (both > 1) head(toX * scale, toY * scale, fromX * scale, fromY * scale, radiusAt(fromSize, scale), width * scale);
    }
  };
  const head = (fromX, fromY, toX, toY, tip, width) => {
    const length = Math.hypot(toX - fromX, toY - fromY);
    const long = 3.5 + 3 * Math.min(Math.max(width, 0.8), WIDEST);
    if (length <= tip + long) return;
    const [ux, uy] = [(toX - fromX) / length, (toY - fromY) / length];
    context.beginPath();
    context.moveTo(toX - ux * tip, toY - uy * tip);
    for (const side of [1, -1]) context.lineTo(toX - ux * (tip + long) - side * uy * long * 0.42, toY - uy * (tip + long) + side * ux * long * 0.42);
    context.fill();
  };
  return {
    things(numbers) { rows.things = numbers; },
    marks(numbers) { rows.marks = numbers; },
    lines(numbers) {
      rows.lines = numbers;
      order = [];
      for (let at = 0; at < numbers.length; at += PART.line) order.push({ at, look: lookOf(at) });
      order.sort((a, b) => a.look - b.look || a.at - b.at);
    },
    draw(eye, faint) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = 1;
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(eye.ratio, 0, 0, eye.ratio, canvas.width / 2 - eye.x * eye.scale * eye.ratio, canvas.height / 2 - eye.y * eye.scale * eye.ratio);
      strokes(eye, faint);
      stamps(rows.marks, eye);
      stamps(rows.things, eye);
    },
    onLost() {},
    drop() {},
  };
};

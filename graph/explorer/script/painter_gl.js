// Paints signs and lines with WebGL 2: all of them in a handful of calls, from numbers that stay on the graphics side
// while the picture is moved. A machine without a graphics card runs the same in software, so the shaders are slight.
const VIEW_GLSL = `
  uniform vec2 eye, room; // the middle in the units of places; the size of the picture in pixels
  uniform float scale, ratio; // pixels of the page a unit; pixels of the screen a pixel of the page
  vec2 onScreen(vec2 place) { return (place - eye) * scale * ratio; } // from the middle, y down
  vec4 clip(vec2 at) { return vec4(at / room * vec2(2.0, -2.0), 0.0, 1.0); }
  float radius(float size) { return max(size * scale, ${LEAST.base.toFixed(2)} + ${LEAST.part.toFixed(3)} * size) * ratio; }
`;
const SIGN_VERTEX = `#version 300 es
  precision highp float;
  in vec2 place; in float size; in float cell; in float strength; in float wider;
  uniform vec2 cells; uniform float reach;
  out vec2 uv; out float ink;
  ${VIEW_GLSL}
  void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    uv = (vec2(mod(cell, cells.x), floor(cell / cells.x)) + corner) / cells;
    ink = strength;
    gl_Position = clip(onScreen(place) + (corner * 2.0 - 1.0) * (radius(size) + wider * ratio) * reach);
  }`;
const SIGN_FRAGMENT = `#version 300 es
  precision highp float;
  in vec2 uv; in float ink; uniform sampler2D sheet; out vec4 color;
  void main() { color = texture(sheet, uv) * ink; }`;
// A line is a strip from sign to sign, as wide as it should be and a little more, in which it is softened to its edges.
const LINE_VERTEX = `#version 300 es
  precision highp float;
  in vec4 ends; in vec2 sizes; in vec4 paint; in vec4 stroke; // stroke: width, dash, gap, lit
  uniform float faint, soft;
  out float along, across, half_; out vec4 ink; flat out vec2 dash;
  ${VIEW_GLSL}
  void main() {
    vec2 from = onScreen(ends.xy), to = onScreen(ends.zw), way = to - from;
    float length_ = max(length(way), 0.001);
    way /= length_;
    float left = min(radius(sizes.x), length_ * 0.5), right = min(radius(sizes.y), length_ * 0.5);
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    half_ = clamp(stroke.x * scale, 1.0, ${WIDEST}) * ratio * 0.5;
    along = mix(left, length_ - right, corner.x);
    across = (corner.y * 2.0 - 1.0) * (half_ + soft);
    float strength = stroke.w > 0.5 ? 1.0 : paint.a * faint;
    ink = vec4(paint.rgb * strength, strength);
    dash = stroke.yz * ratio;
    gl_Position = clip(from + way * along + vec2(-way.y, way.x) * across);
  }`;
const LINE_FRAGMENT = `#version 300 es
  precision highp float;
  in float along, across, half_; in vec4 ink; flat in vec2 dash; uniform float soft; out vec4 color;
  void main() {
    if (dash.y > 0.0 && mod(along, dash.x + dash.y) > dash.x) discard;
    color = soft > 0.0 ? ink * clamp((half_ + soft - abs(across)) / (2.0 * soft) , 0.0, 1.0) : ink;
  }`;
const HEAD_VERTEX = `#version 300 es
  precision highp float;
  in vec4 ends; in vec2 sizes; in vec4 paint; in vec4 stroke; in float heads; // 1: at the end, 2: at both
  uniform float faint, back;
  out vec4 ink;
  ${VIEW_GLSL}
  void main() {
    vec2 from = onScreen(back > 0.5 ? ends.zw : ends.xy), to = onScreen(back > 0.5 ? ends.xy : ends.zw), way = to - from;
    float length_ = max(length(way), 0.001);
    way /= length_;
    float tip = radius(back > 0.5 ? sizes.x : sizes.y), head = (3.5 + 3.0 * clamp(stroke.x * scale, 0.8, ${WIDEST})) * ratio;
    float shown = length_ > tip + head && scale > ${HEADS_FROM} && heads > back + 0.5 ? 1.0 : 0.0;
    float strength = (stroke.w > 0.5 ? 1.0 : paint.a * faint) * shown;
    ink = vec4(paint.rgb * strength, strength);
    float corner = float(gl_VertexID) - 1.0; // the tip is 0
    vec2 at = to - way * (tip + abs(corner) * head) + vec2(-way.y, way.x) * corner * head * 0.42;
    gl_Position = clip(at) * vec4(shown, shown, 1.0, 1.0);
  }`;
const HEAD_FRAGMENT = `#version 300 es
  precision highp float;
  in vec4 ink; out vec4 color;
  void main() { color = ink; }`;

const program = (gl, vertex, fragment) => {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(made));
  const uniforms = {};
  for (let at = 0; at < gl.getProgramParameter(made, gl.ACTIVE_UNIFORMS); at += 1) {
    const { name: called } = gl.getActiveUniform(made, at);
    uniforms[called] = gl.getUniformLocation(made, called);
  }
  return { made, uniforms };
};
// Instances: rows of numbers in one buffer, read by a program as its attributes in the order of `fields`.
const instances = (gl, { made }, fields, buffer = gl.createBuffer()) => {
  const stride = rowOf(fields);
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  let offset = 0;
  for (const [called, size] of Object.entries(fields)) {
    const at = gl.getAttribLocation(made, called);
    if (at >= 0) {
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, gl.FLOAT, false, stride * 4, offset * 4);
      gl.vertexAttribDivisor(at, 1);
    }
    offset += size;
  }
  return { array, buffer, stride, count: 0 };
};
const SIGN_FIELDS = { place: 2, size: 1, cell: 1, strength: 1, wider: 1 };
const LINE_FIELDS = { ends: 4, sizes: 2, paint: 4, stroke: 4, heads: 1 };
// How many numbers a row has, and where one of its fields begins.
const rowOf = (fields) => Object.values(fields).reduce((sum, size) => sum + size, 0);
const startOf = (fields, called) => Object.entries(fields).slice(0, Object.keys(fields).indexOf(called)).reduce((sum, [, size]) => sum + size, 0);
const PART = { thing: rowOf(SIGN_FIELDS), line: rowOf(LINE_FIELDS) };
const PAINT = { from: startOf(LINE_FIELDS, "paint"), to: startOf(LINE_FIELDS, "heads") }; // a line's colour, and its stroke
const SOFTENED = 4000; // lines up to which edges are smoothed

// Without a graphics card, as on many a virtual desktop, WebGL is run in software: a plain canvas is quicker then.
const IN_SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const hasGraphicsCard = () => {
  const gl = element("canvas").getContext("webgl2");
  if (!gl) return false;
  const told = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const lose = gl.getExtension("WEBGL_lose_context");
  if (lose) lose.loseContext();
  return !IN_SOFTWARE.test(renderer);
};
const glPainter = (canvas, atlas) => {
  if (!hasGraphicsCard()) return null;
  const gl = canvas.getContext("webgl2", { antialias: false, depth: false, stencil: false });
  if (!gl) return null;
  let kit = null;
  const make = () => {
    const [signs, strips, heads] = [program(gl, SIGN_VERTEX, SIGN_FRAGMENT), program(gl, LINE_VERTEX, LINE_FRAGMENT), program(gl, HEAD_VERTEX, HEAD_FRAGMENT)];
    const lineRows = instances(gl, strips, LINE_FIELDS);
    const headRows = instances(gl, heads, LINE_FIELDS, lineRows.buffer);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas.sheet);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, 4);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    kit = { signs, strips, heads, marks: instances(gl, signs, SIGN_FIELDS), things: instances(gl, signs, SIGN_FIELDS), lineRows, headRows };
  };
  try {
    make();
  } catch {
    return null; // a driver that cannot run the shaders
  }
  const put = (target, numbers) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, target.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.DYNAMIC_DRAW);
    target.count = numbers.length / target.stride;
  };
  const use = ({ made, uniforms }, { x, y, scale, ratio, ...more }) => {
    gl.useProgram(made);
    gl.uniform2f(uniforms.eye, x, y);
    gl.uniform2f(uniforms.room, canvas.width, canvas.height);
    gl.uniform1f(uniforms.scale, scale);
    gl.uniform1f(uniforms.ratio, ratio);
    for (const [called, value] of Object.entries(more)) if (uniforms[called]) gl.uniform1f(uniforms[called], value);
  };
  const stamp = ({ array, count }, vertices, kind) => {
    if (!count) return;
    gl.bindVertexArray(array);
    gl.drawArraysInstanced(kind, 0, vertices, count);
  };
  return {
    things(numbers) { put(kit.things, numbers); },
    marks(numbers) { put(kit.marks, numbers); },
    lines(numbers) { put(kit.lineRows, numbers); kit.headRows.count = kit.lineRows.count; },
    // `eye`: x, y, scale, ratio; `faint`: how strong lines are, of 1.
    draw(eye, faint) {
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const soft = kit.lineRows.count > SOFTENED ? 0 : 0.7;
      use(kit.strips, { ...eye, faint, soft });
      stamp(kit.lineRows, 4, gl.TRIANGLE_STRIP);
      for (const back of [0, 1]) {
        use(kit.heads, { ...eye, faint, back });
        stamp(kit.headRows, 3, gl.TRIANGLE_STRIP);
      }
      use(kit.signs, { ...eye, reach: atlas.reach });
      gl.uniform2f(kit.signs.uniforms.cells, atlas.across, atlas.down);
      stamp(kit.marks, 4, gl.TRIANGLE_STRIP);
      stamp(kit.things, 4, gl.TRIANGLE_STRIP);
    },
    onLost(again) { // a driver may take everything away, and give it back
      canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
      canvas.addEventListener("webglcontextrestored", () => { make(); again(); });
    },
    drop() { const lose = gl.getExtension("WEBGL_lose_context"); if (lose) lose.loseContext(); },
  };
};

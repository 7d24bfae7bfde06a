// A view draws the things in sight and reports what the reader chooses. Each kind of view is a function that takes
// the element to draw in and returns an object with
//   setVisible(nodes, lines)  what to draw: two sets of ids
//   restyle()                 ask `nodeLook` and `lineLook` again
//   moved(ids)                read their places again
//   select(what)              { node }, { line } or null
//   focus(id)                 bring a thing to the middle
//   fit()                     everything visible, with room for names
//   zoom(factor)
//   camera(), moveTo(camera)  { x, y, scale }, the middle in the units of places
//   positions()               { id: { x, y } } of what is visible
//   toDOM(id)                 where a thing stands in the element, in CSS pixels
//   named()                   the ids of the things whose names are drawn now
//   toImage()                 a promise of a PNG as a Blob
//   onChoose(callback)        called with { node }, { line } or null when the reader clicks
//   onExpand(callback)        called with an id when the reader clicks twice
//   redraw(), destroy()
// What it is told of things it takes from data.js and looks.js, and it keeps `places` true when things are dragged.
// vis-network carries about a thousand things; of more, largeView takes over, and stays.
const MOST_BY_VIS = 1000;
const bound = (made) => {
  made.onChoose((what) => choose(what, "network"));
  made.onExpand((id) => expand(id, "network"));
  return made;
};
let view = bound((page.large ? largeView : visView)(byId("network")));
let viewIsLarge = page.large;
const carrying = (count) => {
  if (viewIsLarge || count <= MOST_BY_VIS) return;
  const eye = view.camera();
  view.destroy();
  view = bound(largeView(byId("network")));
  viewIsLarge = true;
  view.moveTo(eye);
};

// The first drawing, and what tests and whoever is curious may hold on to.
placed(page.start); // a network without places gets them here
draw(new Set(Object.keys(state)), "start");
view.fit();
if (location.hash.length > 1) restore(location.hash.slice(1));
else if (page.about) choose({ node: page.about }, "start");
// In a frame (a notebook's cell) the keyboard is where the reader types, and stays there.
if (wide() && window.self === window.top) searchBox.focus({ preventScroll: true });
window.referatgraf = {
  state, set, sight, page, thing, name, data, choose: (id) => choose({ node: id }), chooseEdge: (id) => choose({ line: id }),
  find, expand, linkHere, restore, look: { node: nodeLook, line: lineLook },
  get view() { return view; },
};
document.body.dataset.ready = "true";

// The first drawing, and what tests and whoever is curious may hold on to.
placed(page.start); // a network without places gets them here
draw(new Set(Object.keys(state)), "start");
if (page.about) choose({ node: page.about }, "start");
atFirstSight();
address.begins();
if (location.hash.length > 1) restore(location.hash.slice(1));
// Where typing costs no half of the screen, one can type at once; but in a frame (a notebook's cell) the keyboard is
// where the reader types, and stays there.
const typed = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
if (typed && window.self === window.top) searchBox.focus({ preventScroll: true });
window.referatgraf = {
  state, set, sight, page, thing, name, data, choose: (id) => choose({ node: id }), chooseEdge: (id) => choose({ line: id }),
  find, expand, linkHere, restore, look: { node: nodeLook, line: lineLook },
  get view() { return view; },
};
document.body.dataset.ready = "true";

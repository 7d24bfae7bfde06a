// The first drawing, and what tests and whoever is curious may hold on to.
placed(page.start); // a network without places gets them here
draw(new Set(Object.keys(state)), "start");
view.fit();
if (location.hash.length > 1) restore(location.hash.slice(1));
else if (page.about) choose({ node: page.about }, "start");
if (wide()) searchBox.focus({ preventScroll: true });
window.referatgraf = {
  state, set, sight, page, thing, name, data, choose: (id) => choose({ node: id }), chooseEdge: (id) => choose({ line: id }),
  find, expand, linkHere, restore, look: { node: nodeLook, line: lineLook },
  get view() { return view; },
};
document.body.dataset.ready = "true";

// The first drawing, and what tests and whoever is curious may hold on to.
draw(new Set(Object.keys(state)), "start");
view.fit();
if (page.about) choose({ node: page.about }, "start");
if (wide()) searchBox.focus({ preventScroll: true });
window.referatgraf = {
  state, set, sight, page, thing, name, choose: (id) => choose({ node: id }), chooseEdge: (id) => choose({ line: id }),
  get view() { return view; },
};
document.body.dataset.ready = "true";

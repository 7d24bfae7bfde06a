// What was done besides what was asked for, in a line under the picture, with the way back; and what to do where
// nothing is in sight.
const notify = (text) => {
  byId("notice-text").textContent = text;
  byId("notice").classList.toggle("told", Boolean(text));
  if (text) say(text);
};
part((changed, from) => { if (from !== "time" || changed.has("until")) notify(""); });
byId("notice-undo").addEventListener("click", () => {
  back();
  byId("panel-title").focus({ preventScroll: true });
});

// Nothing in sight: because it was filtered away, was put away, or there is nothing.
const unfiltered = () => ({ kindsOff: new Set(), relationsOff: new Set(), until: null });
const nothingSeen = () => {
  if (sight().nodes.size) return null;
  if (!ids.length) return { text: words().empty_graph };
  return state.shown.size ? { text: words().empty_filtered, act: words().filters_reset } : { text: words().empty_hidden, act: words().start_again };
};
part(() => {
  const found = nothingSeen();
  const box = byId("empty");
  box.hidden = !found || state.view !== "network";
  if (found && byId("empty-text").textContent !== found.text) say(found.text);
  byId("empty-text").textContent = found ? found.text : "";
  byId("unfilter").hidden = !found || !found.act;
  byId("unfilter").textContent = (found && found.act) || words().filters_reset;
});
byId("unfilter").addEventListener("click", () => {
  const shown = state.shown.size ? state.shown : new Set(page.start);
  set({ ...unfiltered(), shown }, "page");
  view.fit();
  stage.focus({ preventScroll: true });
});

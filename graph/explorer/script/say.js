// Says what has happened: to a screen reader, and where it cannot be seen otherwise, for a moment at the foot; and
// copies text for the reader.
const say = (text) => { byId("said").textContent = text; };
const LONG_ENOUGH = 7000; // milliseconds, to read a line or two
const toast = element("div", { id: "toast", hidden: true });
document.body.append(toast);
let toastTimer = 0;
const announce = (text, ...more) => {
  say(text);
  toast.replaceChildren(element("p", {}, text), ...more, element("button", { type: "button", onclick: () => { toast.hidden = true; } }, words().close));
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = !toast.contains(document.activeElement); }, more.length ? 4 * LONG_ENOUGH : LONG_ENOUGH);
};
const copy = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return announce(words().not_copied); // a browser may forbid it, as in a frame of a notebook
  }
  // An address on one's own machine leads a colleague nowhere: only what comes after its sign # does, in their copy.
  if (!text.startsWith("file:")) return announce(words().copied);
  const view_ = text.slice(text.indexOf("#"));
  return announce(words().copied_file, element("button", { type: "button", onclick: () => { button.focus(); copy(view_, button); } }, words().copy_view));
};

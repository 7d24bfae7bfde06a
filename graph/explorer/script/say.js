// Says to a screen reader what has happened, and copies text for the reader.
const say = (text) => { byId("said").textContent = text; };
const copy = async (text, button) => {
  const word = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = words().copied;
    say(words().copied);
    setTimeout(() => { button.textContent = word; }, 1500);
  } catch {
    say(words().not_copied); // a browser may forbid it, as in a frame of a notebook
  }
};

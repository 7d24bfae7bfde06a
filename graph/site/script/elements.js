// What the parts of the script share. Everything from the minutes is put in as text, never as markup. Without the script
// the pages show all there is.
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const read = (id) => { const data = document.getElementById(id); return data && JSON.parse(data.textContent); };
const made = (name, { text = "", ...attributes } = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...(text ? [text] : []), ...children);
  return element;
};

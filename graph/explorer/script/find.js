// Finds names without regard to case, accents, how Danish letters are typed, blanks and slips. It knows nothing of a page:
// the page around the network and the pages of a site both look for names by it.
const fold = (text) => text.toLowerCase().replace(/[æä]/g, "ae").replace(/[øö]/g, "o").replace(/å/g, "a")
  .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/aa/g, "a").replace(/oe/g, "o").replace(/[^a-z0-9]+/g, " ").trim();
const NO_MATCH = 9;
const SHORTEST_JOINED = 4; // letters, from which on it is worth looking past blanks

// A name as it is looked for: its letters, the same without blanks, and where its words begin in both.
const keyed = (id, spelling) => {
  const key = fold(spelling);
  const starts = [0, ...[...key.matchAll(/ /g)].map((found) => found.index + 1)];
  return { id, spelling, key, joined: key.replaceAll(" ", ""), starts, joinedStarts: starts.map((start, words) => start - words) };
};

const begins = (key, word) => key.startsWith(word) || key.includes(` ${word}`);
const rank = ({ key, joined }, { wanted, close, parts }) => {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  if (key.includes(` ${wanted}`)) return 2;
  if (key.includes(wanted)) return 3;
  if (close.length >= SHORTEST_JOINED && joined.includes(close)) return 3.2; // written in one word or in two
  if (parts.length > 1 && parts.every((part) => begins(key, part))) return 3.4; // the beginnings of its words
  return parts.length > 1 && parts.every((part) => key.includes(part)) ? 3.6 : NO_MATCH;
};

// How many letters differ between what was typed and the beginning of a name that is most like it: left out, put in,
// exchanged, or swapped with the next.
const slips = (typed, text, most) => {
  let [before, row] = [null, Array.from({ length: text.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= text.length; j += 1) {
      const same = typed[i - 1] === text[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (before && j > 1 && typed[i - 1] === text[j - 2] && typed[i - 2] === text[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, typed.length - most)));
};
const allowed = (typed) => (typed.length < 4 ? 0 : typed.length < 7 ? 1 : typed.length < 12 ? 2 : 3);
const trigrams = (text) => new Set(Array.from({ length: Math.max(text.length - 2, 1) }, (_, at) => text.slice(at, at + 3)));
const sharesEnough = (key, grams, most) => {
  let shared = 0;
  for (const gram of grams) if (key.includes(gram)) shared += 1;
  return shared >= Math.max(1, grams.size - 3 * most - 1);
};
const fewest = (key, starts, typed, most) => // the least slips from any word of the name on
  Math.min(...starts.map((start) => slips(typed, key.slice(start, start + typed.length + most), most)));

const MOST_SLIPS = 4; // in all words together
const inAllWords = ({ key, starts }, parts) => { // each word typed is like one of the name
  let sum = 0;
  for (const { word, grams } of parts) {
    if (begins(key, word)) continue;
    const most = allowed(word);
    if (!most || !sharesEnough(key, grams, most)) return NO_MATCH;
    const least = fewest(key, starts, word, most);
    if (least > most) return NO_MATCH;
    sum += least;
  }
  return sum <= MOST_SLIPS ? 4.5 + sum : NO_MATCH;
};
const likeness = (one, sought) => {
  const { wanted, close, parts, grams, closeGrams, words } = sought;
  const most = allowed(wanted);
  let place = NO_MATCH;
  if (most && sharesEnough(one.key, grams, most)) {
    const least = fewest(one.key, one.starts, wanted, most);
    if (least <= most) place = 4 + least;
  }
  if (place === NO_MATCH && close.length >= SHORTEST_JOINED && sharesEnough(one.joined, closeGrams, allowed(close))) {
    const least = fewest(one.joined, one.joinedStarts, close, allowed(close));
    if (least <= allowed(close)) place = 4.2 + least;
  }
  return place === NO_MATCH && parts.length > 1 ? inAllWords(one, words) : place;
};

const ENOUGH = 4; // names that are spelt as it was typed, from which on slips are not thought of
const MOST_FOUND = 12;
// The names that are most like what was typed, each thing once: `order` says which of two that are equally like comes
// first, `behind` by how much a name stands back.
const seek = (names, text, order, behind = () => 0) => {
  const wanted = fold(text);
  if (!wanted) return [];
  const parts = wanted.split(" ");
  const close = parts.join("");
  const sought = {
    wanted, close, parts, grams: trigrams(wanted), closeGrams: trigrams(close),
    words: parts.map((word) => ({ word, grams: trigrams(word) })),
  };
  const best = new Map();
  const consider = (one, place) => {
    if (place < NO_MATCH && (!best.has(one.id) || place < best.get(one.id).place)) best.set(one.id, { ...one, place });
  };
  for (const one of names) consider(one, rank(one, sought) + behind(one));
  if (best.size < ENOUGH) for (const one of names) if (!best.has(one.id)) consider(one, likeness(one, sought));
  return [...best.values()].sort((a, b) => a.place - b.place || order(a, b)).slice(0, MOST_FOUND);
};

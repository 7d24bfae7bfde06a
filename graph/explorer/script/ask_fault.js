// What is wrong with a query, in words: where, and what stands there. The parser says how far it came and all that it
// would have taken, which helps nobody; brackets, quotation marks and the first word are looked at here.
const faultIn = (() => {
  const PAIR = { ")": "(", "}": "{", "]": "[" };
  const WORDS = /^(select|ask|describe|construct|prefix|base)$/i;
  const CHANGES = /^(insert|delete|load|clear|drop|create|add|move|copy|with)$/i;
  // Comments, IRIs and strings, within which brackets mean nothing; then brackets and quotation marks.
  const TOKEN = /#[^\n]*|<[^<>\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{}"']/g;

  const place = (query, at) => {
    const before = query.slice(0, at).split("\n");
    return { row: before.length, column: [...before[before.length - 1]].length + 1 };
  };
  const wordAt = (query, at) => (/^\s*([\w:?$-]+|\S)/.exec(query.slice(at)) || ["", ""])[1].slice(0, 40);
  const saying = (said, query, start, there, more = {}) => ({ said, values: { ...place(query, start), there, ...more }, start, end: start + there.length });

  const unpaired = (query) => {
    const open = [];
    for (const { 0: sign_, index: at } of query.matchAll(TOKEN)) {
      if (/^["']$/.test(sign_)) return saying("ask_fault_quote", query, at, sign_);
      if (sign_.length > 1 || !/[()[\]{}]/.test(sign_)) continue;
      if (!PAIR[sign_]) open.push({ sign_, at });
      else if (!open.length || open.pop().sign_ !== PAIR[sign_]) return saying("ask_fault_at", query, at, sign_);
    }
    return open.length ? saying("ask_fault_open", query, open[open.length - 1].at, open[open.length - 1].sign_) : null;
  };
  const beginning = (query) => {
    const at = /^(?:\s|#[^\n]*(?:\n|$))*/.exec(query)[0].length;
    const first = wordAt(query, at);
    if (CHANGES.test(first)) return saying("ask_fault_update", query, at, first);
    return WORDS.test(first) ? null : saying("ask_fault_first", query, at, first);
  };
  // `added` signs stand before the query as it was written, on its first line.
  const stopped = (message, query, added) => {
    const found = /error at (\d+):(\d+)/.exec(message);
    if (!found) return { said: /service/i.test(message) ? "ask_fault_service" : "ask_fault", values: { message: message.slice(0, 300) } };
    const [row, column] = [Number(found[1]), Number(found[2]) - (found[1] === "1" ? added : 0)];
    const rows = query.split("\n");
    const at = Math.min(query.length, rows.slice(0, row - 1).join("\n").length + (row > 1 ? 1 : 0) + [...(rows[row - 1] || "")].slice(0, Math.max(column - 1, 0)).join("").length);
    if (/Prefix not found/.test(message)) {
      const unknown = /([\w-]*):[\w-]*\s*$/.exec(query.slice(0, at)) || ["", ""];
      return saying("ask_fault_prefix", query, at - unknown[0].length, unknown[0].trim(), { prefix: unknown[1] });
    }
    const there = wordAt(query, at);
    return saying(there ? "ask_fault_at" : "ask_fault_before", query, at, there);
  };
  return (message, query, added = 0) => beginning(query) || unpaired(query) || stopped(message || "", query, added);
})();

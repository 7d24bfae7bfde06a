// Tables for spreadsheets, in the page of a network and in the pages of a site. Danish ones part cells with semicolons,
// and read UTF-8 only with a byte order mark. What begins like a formula would be run by them (OWASP, CSV injection), also
// behind blanks and in full width, so it gets an apostrophe; numbers stay numbers. As `harmless` in graph/site/sheets.py.
const spreadsheet = (() => {
  const FORMULA = /^[\s\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;
  const NUMBER = /^[+-]?\d[\d.,]*$/;
  const harmless = (value) => {
    const text = String(value ?? "");
    return FORMULA.test(text) && !NUMBER.test(text.trim()) ? `'${text}` : text;
  };
  const quoted = (text) => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = (rows) => `\ufeff${rows.map((row) => row.map((one) => quoted(harmless(one))).join(";")).join("\r\n")}\r\n`;
  return { csv };
})();

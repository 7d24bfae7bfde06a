// Tables as CSV (as Danish spreadsheets open it) and as an Excel workbook, of the rows that are shown.
const sheet = (() => {
  const csv = (head, rows) => spreadsheet.csv([head, ...rows]);

  // --- Excel: parts of XML, stored unpacked in a zip file, all dated 1980-01-01
  const escaped = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const column = (n) => (n < 26 ? "" : column(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
  const DAY = 86400000;
  const serial = (text) => { // the number of a day; NaN for what is none, or lies before spreadsheets agree on it
    const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    const same = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text && text >= "1900-03-01";
    return same ? (at - Date.UTC(1899, 11, 30)) / DAY : NaN;
  };
  const [HEADING, WORDS, DATE] = [1, 2, 3]; // places in the list of styles
  const cell = (value, row, n) => {
    const at = `r="${column(n)}${row}"`;
    if (typeof value === "number") return `<c ${at} s="${WORDS}"><v>${value}</v></c>`;
    if (serial(value)) return `<c ${at} s="${DATE}"><v>${serial(value)}</v></c>`;
    return `<c ${at} s="${row > 1 ? WORDS : HEADING}" t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, 32767))}</t></is></c>`;
  };
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = (name, head, rows) => {
    const range = `A1:${column(head.length - 1)}${Math.max(2, rows.length + 1)}`;
    const lines = [head, ...rows].map((row, n) =>
      `<row r="${n + 1}">${row.map((value, m) => cell(value, n + 1, m)).join("")}</row>`).join("");
    const title = escaped(name.replace(/[[\]:*?/\\']/g, " ").slice(0, 31));
    return {
      "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
      "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
      "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" horizontal="left"/></xf></cellXfs></styleSheet>`,
      "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${head.length}" width="24" customWidth="1"/></cols><sheetData>${lines}</sheetData><autoFilter ref="${range}"/></worksheet>`,
    };
  };
  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n >>> 0;
  });
  const crc = (bytes) => {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = (sum >>> 8) ^ CRC[(sum ^ byte) & 255];
    return (sum ^ 0xffffffff) >>> 0;
  };
  const record = (...fields) => {
    const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [size, value] of fields) {
      if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true);
      at += size;
    }
    return bytes;
  };
  const zip = (files) => {
    const [local, central] = [[], []];
    const encoder = new TextEncoder();
    let offset = 0;
    for (const [name, text] of Object.entries(files)) {
      const [path, data] = [encoder.encode(name), encoder.encode(HEAD + text)];
      // flags (UTF-8), method (stored), time, day (1980-01-01), sum and sizes
      const about = [[2, 0x800], [2, 0], [2, 0], [2, 33], [4, crc(data)], [4, data.length], [4, data.length], [2, path.length], [2, 0]];
      const head = record([4, 0x04034b50], [2, 20], ...about);
      local.push(head, path, data);
      central.push(record([4, 0x02014b50], [2, 20], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
      offset += head.length + path.length + data.length;
    }
    const size = central.reduce((sum, part) => sum + part.length, 0);
    const count = Object.keys(files).length;
    return new Blob([...local, ...central, record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0])]);
  };
  return { csv, excel: (name, head, rows) => zip(parts(name, head, rows)) };
})();

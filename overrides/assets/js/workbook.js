// A plain XLSX workbook: sheets of texts and numbers under a heading that stays, in a zip archive of stored parts.

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const XLSX = `${TYPE}.sheet`;

/** The bytes of a workbook of *sheets*: [{name, rows: [[text or number]]}]; the first row of each is its heading. */
export function workbook(sheets) {
  const numbers = sheets.map((_, at) => at + 1);
  const overrides = numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join("");
  const listed = sheets.map(({ name }, at) => `<sheet name="${escaped(sheetName(name))}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join("");
  const related = numbers.map((n) => `<Relationship Id="r${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join("");
  return zipped({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${overrides}</Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${related}</Relationships>`,
    ...Object.fromEntries(sheets.map(({ rows }, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet(rows)])),
  });
}

const STAYING_HEAD = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
const WIDEST = 60; // Signs.

function sheet(rows) {
  const widths = (rows[0] ?? []).map((_, at) => Math.min(WIDEST, Math.max(...rows.map((row) => String(row[at] ?? "").length)) + 2));
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("");
  const lines = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  return `${HEAD}<worksheet xmlns="${MAIN}">${STAYING_HEAD}<cols>${columns}</cols><sheetData>${lines}</sheetData></worksheet>`;
}

function cell(value) {
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(value ?? ""))}</t></is></c>`;
}

// A sheet's name has at most 31 signs, and none of these.
const sheetName = (name) => name.replace(/[[\]:*?/\\]/g, " ").slice(0, 31);

const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// Signs that XML has no room for are left out.
function escaped(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (sign) => NAMES[sign]);
}

function zipped(parts) {
  const bytes = new TextEncoder();
  const bodies = [];
  const listed = [];
  let place = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, content] = [bytes.encode(name), bytes.encode(text)];
    const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], [crc(content), 4], [content.length, 4], [content.length, 4], [path.length, 2], [0, 2]];
    bodies.push(written([[0x04034b50, 4], ...about]), path, content);
    listed.push(written([[0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [place, 4]]), path);
    place += 30 + path.length + content.length;
  }
  const count = Object.keys(parts).length;
  const size = listed.reduce((sum, { length }) => sum + length, 0);
  const end = written([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [place, 4], [0, 2]]);
  return new Blob([...bodies, ...listed, end], { type: XLSX });
}

// Numbers of two or four bytes, the lowest first.
function written(fields) {
  return Uint8Array.from(fields.flatMap(([value, size]) => Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255)));
}

function crc(content) {
  let rest = -1;
  for (const byte of content) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

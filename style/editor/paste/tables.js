/* SPDX-License-Identifier: EUPL-1.2 */
// Tables as Markdown knows them: a head, rows of the same length, one line of text in a cell.

/** A table in a table is only its text; a table of one cell was never one. */
export function tidyTables(body) {
  for (const inner of body.querySelectorAll("table table")) {
    if (inner.isConnected) inner.replaceWith(`${[...inner.querySelectorAll("td,th")].map(({ textContent }) => textContent.trim().replace(/\s+/g, " ")).join(" ")} `);
  }
  for (const table of body.querySelectorAll("table")) {
    const rows = grid(table);
    if (rows.length === 0) table.remove();
    else if (rows.length * rows[0].length === 1) table.replaceWith(...paragraphsOf(rows[0][0]));
    else table.replaceWith(...captionOf(table), build(table.ownerDocument, rows));
  }
}

/** Rows of cells; a cell over several rows or columns leaves empty ones beside it. */
function grid(table) {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.querySelector("td,th"));
  const cells = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.querySelectorAll("td,th")) {
      while (cells[y][x] !== undefined) x += 1;
      const width = span(cell, "colspan");
      const height = Math.min(span(cell, "rowspan"), rows.length - y);
      for (let dy = 0; dy < height; dy += 1) for (let dx = 0; dx < width; dx += 1) cells[y + dy][x + dx] = dy + dx === 0 ? cell : null;
      x += width;
    }
  });
  const width = Math.max(0, ...cells.map((row) => row.length));
  return cells.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? null));
}

function span(cell, name) {
  return Math.min(50, Math.max(1, Number(cell.getAttribute(name)) || 1));
}

function build(page, rows) {
  const body = page.createElement("tbody");
  rows.forEach((row, y) => {
    const line = page.createElement("tr");
    for (const cell of row) line.append(rebuilt(page, cell, y === 0 ? "th" : "td"));
    body.append(line);
  });
  const table = page.createElement("table");
  table.append(body);
  return table;
}

/** The blocks of a cell become its lines. */
function rebuilt(page, cell, name) {
  const copy = page.createElement(name);
  if (!cell) return copy;
  const align = /^(?:center|right)$/i.exec(cell.getAttribute("align") ?? "") ?? /text-align:\s*(center|right)/i.exec(cell.getAttribute("data-style") ?? "");
  if (align) copy.setAttribute("align", (align[1] ?? align[0]).toLowerCase());
  const paragraph = page.createElement("p");
  for (const block of cell.querySelectorAll("p,h1,h2,h3,h4,h5,h6,li,blockquote,pre")) {
    if (block.nextElementSibling) block.after(page.createElement("br"));
  }
  for (const block of [...cell.querySelectorAll("p,h1,h2,h3,h4,h5,h6,ul,ol,li,blockquote,pre,hr")].reverse()) block.replaceWith(...block.childNodes);
  paragraph.append(...cell.childNodes);
  copy.append(paragraph);
  return copy;
}

function paragraphsOf(cell) {
  return [...(cell?.childNodes ?? [])];
}

function captionOf(table) {
  const caption = table.querySelector("caption");
  if (!caption || caption.textContent.trim() === "") return [];
  const paragraph = table.ownerDocument.createElement("p");
  paragraph.append(...caption.childNodes);
  return [paragraph];
}

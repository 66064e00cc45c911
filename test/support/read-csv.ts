/** The cells of a CSV text as RFC 4180 says they are read. Throws when it is not well-formed. */
export function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        const end = text.indexOf('"', at);
        if (end === -1) throw new Error('a quoted cell does not end');
        cell += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    } else {
      const rest = text.slice(at);
      const end = rest.search(/[\r\n"]/) === -1 ? rest.length : rest.search(/[\r\n"]/);
      const cut = rest.indexOf(separator);
      cell = rest.slice(0, cut === -1 ? end : Math.min(cut, end));
      at += cell.length;
    }
    row.push(cell);
    if (text.startsWith(separator, at)) at += separator.length;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`neither a separator nor a line end at ${String(at)}`);
  }
  if (row.length > 0) throw new Error('the last line does not end');
  return rows;
}

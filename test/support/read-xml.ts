/** An element of an XML document. `text` is what stands in it directly. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(\w*);?/g, (_, name: string) => {
    const entity = entities[name];
    if (entity === undefined) throw new Error(`unknown entity ${name}`);
    return entity;
  });
// Everything XML 1.0 allows in a document.
const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads XML without comments, CDATA and processing instructions: we write none. Throws when it is not well-formed. */
export function readXml(xml: string): XmlElement {
  if (!allowed.test(xml)) throw new Error('a character that XML does not know');
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  let at = /^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n/.exec(xml)?.[0].length ?? 0;
  const piece = /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (at < xml.length) {
    piece.lastIndex = at;
    const found = piece.exec(xml);
    const parent = open.at(-1);
    if (found === null || parent === undefined) throw new Error(`not well-formed at ${String(at)}`);
    at = piece.lastIndex;
    const [, closing, name = '', attributes = '', empty, text] = found;
    if (text !== undefined) parent.text += decoded(text);
    else if (closing === '/') {
      if (parent.name !== name) throw new Error(`${name} closes ${parent.name}`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)];
      const element: XmlElement = {
        name,
        attributes: new Map(pairs.map(([, key = '', value = '']) => [key, decoded(value)])),
        children: [],
        text: '',
      };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length !== 1)
    throw new Error('not one closed root element');
  return document;
}

/** Every element of that name below `from`, in order. */
export const elementsOf = (from: XmlElement, name: string): XmlElement[] =>
  from.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elementsOf(child, name)]);

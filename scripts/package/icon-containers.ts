/** One picture of an icon: its edge in pixels and the PNG. */
export interface Picture {
  readonly size: number;
  readonly png: Buffer;
}

/** One picture with its pixels: rows from the top, four bytes each, red green blue alpha. */
export interface PixelPicture extends Picture {
  readonly pixels: Buffer;
}

/**
 * A Windows icon. 256 pixels and more are stored as PNG, smaller ones as bitmaps: several places of Windows that show
 * small icons (installers, the control panel) read nothing else.
 */
export function writeIco(pictures: readonly PixelPicture[]): Buffer {
  const images = pictures.map((picture) => (picture.size >= 256 ? picture.png : bitmap(picture)));
  const header = Buffer.alloc(6 + pictures.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size }] of pictures.entries()) {
    const at = 6 + index * 16;
    const length = images[index]?.length ?? 0;
    header.writeUInt8(size % 256, at); // 0 means 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([header, ...images]);
}

/** A bitmap as icons have it: rows from the bottom, blue first, and behind it the old one-bit mask. */
function bitmap({ size, pixels }: PixelPicture): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8); // picture and mask
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  const maskRow = Math.ceil(size / 32) * 4;
  const mask = Buffer.alloc(maskRow * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const row = size - 1 - y;
      const to = (row * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4);
      colours.set([blue, green, red, alpha], to);
      if (alpha === 0) {
        const at = row * maskRow + (x >> 3);
        mask.writeUInt8(mask.readUInt8(at) | (0x80 >> (x & 7)), at);
      }
    }
  }
  return Buffer.concat([header, colours, mask]);
}

/** The pictures of a Windows icon: edge and kind of each. Throws when it is none, or is cut short. */
export function readIco(file: Buffer): readonly { readonly size: number; readonly kind: 'png' | 'bitmap' }[] {
  if (file.readUInt16LE(0) !== 0 || file.readUInt16LE(2) !== 1) throw new Error('This is no Windows icon.');
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + index * 16;
    const size = file.readUInt8(at) || 256;
    const offset = file.readUInt32LE(at + 12);
    const image = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    const kind = isPng(image) ? 'png' : 'bitmap';
    const inside = kind === 'png' ? pngSize(image) : image.readInt32LE(4);
    const whole = kind === 'png' || image.length === 40 + size * size * 4 + Math.ceil(size / 32) * 4 * size;
    if (inside !== size || !whole) throw new Error(`The picture of ${size} pixels is not whole.`);
    return { size, kind };
  });
}

/** The kinds of macOS icons that hold a PNG, by its edge: the plain one and, at half the points, the sharp one. */
const icnsKinds: readonly (readonly [kind: string, size: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];
/** Edges that `writeIcns` wants. */
export const icnsSizes = [...new Set(icnsKinds.map(([, size]) => size))];

/** A macOS icon. Throws when one of `icnsSizes` is missing. */
export function writeIcns(pictures: readonly Picture[]): Buffer {
  const entries = icnsKinds.map(([kind, size]) => {
    const picture = pictures.find((one) => one.size === size);
    if (!picture) throw new Error(`The macOS icon needs a picture of ${size} pixels.`);
    return entry(kind, picture.png);
  });
  return entry('icns', Buffer.concat(entries));
}

function entry(kind: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(kind, 'latin1');
  header.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([header, content]);
}

/** The pictures of a macOS icon. Throws when it is none, or is cut short. */
export function readIcns(file: Buffer): readonly { readonly kind: string; readonly size: number }[] {
  if (file.toString('latin1', 0, 4) !== 'icns' || file.readUInt32BE(4) !== file.length) {
    throw new Error('This is no macOS icon, or not a whole one.');
  }
  const pictures = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const kind = file.toString('latin1', at, at + 4);
    const image = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
    if (!isPng(image)) throw new Error(`The picture ${kind} is no PNG.`);
    pictures.push({ kind, size: pngSize(image) });
  }
  return pictures;
}

const isPng = (image: Buffer): boolean => image.subarray(1, 4).toString('latin1') === 'PNG';
/** Width of a PNG; icons are square. */
export const pngSize = (image: Buffer): number => image.readUInt32BE(16);

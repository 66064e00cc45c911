import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pngSize, readIcns, readIco, writeIcns, writeIco } from '../../../scripts/package/icon-containers.ts';
import { root } from '../../../scripts/package/product.ts';

const build = path.join(root, 'build');

describe('the committed icons', () => {
  it('have every size that Windows shows, the large one as PNG and the small ones as bitmaps', () => {
    const pictures = readIco(fs.readFileSync(path.join(build, 'icon.ico')));
    expect(pictures.map(({ size }) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
    expect(pictures.filter(({ kind }) => kind === 'png').map(({ size }) => size)).toEqual([256]);
  });

  it('have every size that macOS shows, up to the sharp 512', () => {
    const sizes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
    const pictures = readIcns(fs.readFileSync(path.join(build, 'icon.icns')));
    expect(Object.fromEntries(pictures.map(({ kind, size }) => [kind, size]))).toEqual(sizes);
  });

  it('are as large as their names say, on Linux', () => {
    const names = fs.readdirSync(path.join(build, 'icons'));
    expect(names).toHaveLength(8);
    for (const name of names) {
      const size = pngSize(fs.readFileSync(path.join(build, 'icons', name)));
      expect(name).toBe(`${size}x${size}.png`);
    }
  });
});

describe('the containers', () => {
  const png = (size: number): Buffer => {
    const bytes = Buffer.alloc(24);
    bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
    bytes.writeUInt32BE(size, 16);
    bytes.writeUInt32BE(size, 20);
    return bytes;
  };
  const picture = (size: number) => ({ size, png: png(size), pixels: Buffer.alloc(size * size * 4, 0xff) });

  it('keep colours and transparency of a Windows bitmap, rows from the bottom', () => {
    const pixels = Buffer.from([1, 2, 3, 255, 4, 5, 6, 0, 7, 8, 9, 255, 10, 11, 12, 255]);
    const file = writeIco([{ size: 2, png: png(2), pixels }]);
    const image = file.subarray(22);
    expect([...image.subarray(40, 56)]).toEqual([9, 8, 7, 255, 12, 11, 10, 255, 3, 2, 1, 255, 6, 5, 4, 0]);
    expect([...image.subarray(56)]).toEqual([0, 0, 0, 0, 0x40, 0, 0, 0]); // only the transparent one is masked
    expect(readIco(file)).toEqual([{ size: 2, kind: 'bitmap' }]);
  });

  it('are refused when they are cut short, or something else', () => {
    const ico = writeIco([picture(16)]);
    expect(() => readIco(ico.subarray(0, -1))).toThrow('not whole');
    expect(() => readIco(png(16))).toThrow('no Windows icon');
    const icns = writeIcns([32, 64, 128, 256, 512, 1024].map(picture));
    expect(readIcns(icns)).toHaveLength(8);
    expect(() => readIcns(icns.subarray(0, -1))).toThrow('not a whole one');
    expect(() => readIcns(png(16))).toThrow('no macOS icon');
  });

  it('are not written with a size missing', () => {
    expect(() => writeIcns([picture(32)])).toThrow('64 pixels');
  });
});

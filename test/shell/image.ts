import fs from 'node:fs';
import type * as Electron from 'electron';
import type { ImageMembers, ImageStatics } from './members.ts';
import { wholeImage } from './wholes.ts';

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** Electron's `NativeImage`: the bytes as they came; nothing is decoded or scaled. */
class StandInImage implements ImageMembers {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }
  getSize(): Electron.Size {
    const isPng = this.#bytes.subarray(0, 4).equals(pngSignature) && this.#bytes.length >= 24;
    return isPng
      ? { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }
  resize(): Electron.NativeImage {
    return wholeImage(this);
  }
  setTemplateImage(): void {
    return;
  }
  toPNG(): Buffer {
    return this.#bytes;
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }
}

const made = (bytes: Buffer): Electron.NativeImage => wholeImage(new StandInImage(bytes));

export const nativeImage: ImageStatics = {
  createEmpty: () => made(Buffer.alloc(0)),
  createFromBuffer: made,
  createFromDataURL: (url) => made(Buffer.from(url.replace(/^[^,]*,/, ''), 'base64')),
  // As in Electron, a file that cannot be read gives an empty image.
  createFromPath: (file) => made(fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0)),
};

import { crc32 } from 'node:zlib';

/** Longest recording that is made up, seconds: tests and demos need sound, not an hour of it. */
const longest = 60;

const samplesPerFrame = 1152;
const mp3Rate = 44_100;
/** MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: a frame of 104 bytes. */
const frameHeader = [0xff, 0xfb, 0x10, 0xc4] as const;
const frameBytes = 104;

/** A playable MP3 of silence: every frame has a correct header and says that nothing follows. */
export function silentMp3(seconds: number): Buffer {
  const length = Math.max(1, Math.min(longest, seconds));
  const frames = Math.ceil((length * mp3Rate) / samplesPerFrame);
  const bytes = Buffer.alloc(frames * frameBytes);
  for (let at = 0; at < bytes.length; at += frameBytes) bytes.set(frameHeader, at);
  return bytes;
}

const wavRate = 8000;

/** A WAV of a soft tone that comes and goes like speech: 16 bits, 8 kHz, mono. `pitch` in Hz. */
export function speechLikeWav(seconds: number, pitch: number): Buffer {
  const samples = Math.round(Math.max(1, Math.min(longest, seconds)) * wavRate);
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(wavRate, 24);
  bytes.writeUInt32LE(wavRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n++) {
    const at = n / wavRate;
    const loudness = Math.max(0, Math.sin(at * 2.1) * Math.sin(at * 5.3 + 1));
    bytes.writeInt16LE(Math.round(9000 * loudness * Math.sin(2 * Math.PI * pitch * at)), 44 + n * 2);
  }
  return bytes;
}

/** A zip archive of uncompressed files, dated 1980 so that the same files give the same bytes. */
export function storedZip(files: readonly { readonly name: string; readonly content: Buffer }[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** MPEG-2 Layer III, 16 kHz, 8 kbit/s, mono: 36 bytes for 36 ms. */
const frameBytes = 36;
const frameMs = 36;
const header = [0xff, 0xf3, 0x18, 0xc4];

/**
 * A playable mp3 of silence. The side information after the header is all zero: no main data, so a decoder gives
 * silence for every frame.
 */
export function silentMp3(seconds: number): Buffer {
  const frames = Math.max(1, Math.round((seconds * 1000) / frameMs));
  const audio = Buffer.alloc(frames * frameBytes);
  for (let at = 0; at < audio.length; at += frameBytes) audio.set(header, at);
  return audio;
}

/** `platform-arch` of a program or library as Node writes it, read from its header; null for anything else. */
export function machineOf(bytes: Buffer): string | null {
  if (bytes.length < 64) return null;
  if (bytes.toString('latin1', 0, 4) === '\x7fELF') {
    const arch = elf[bytes.readUInt16LE(18)];
    return arch === undefined ? null : `linux-${arch}`;
  }
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(0x3c);
    if (header + 6 > bytes.length || bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return null;
    const arch = pe[bytes.readUInt16LE(header + 4)];
    return arch === undefined ? null : `win32-${arch}`;
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    const arch = mach[bytes.readUInt32LE(4)];
    return arch === undefined ? null : `darwin-${arch}`;
  }
  return null;
}

const elf: Readonly<Record<number, string>> = { 0x3e: 'x64', 0xb7: 'arm64', 0x03: 'ia32', 0x28: 'arm' };
const pe: Readonly<Record<number, string>> = { 0x8664: 'x64', 0xaa64: 'arm64', 0x14c: 'ia32' };
const mach: Readonly<Record<number, string>> = { 0x1000007: 'x64', 0x100000c: 'arm64' };

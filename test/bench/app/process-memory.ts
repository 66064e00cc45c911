import fs from 'node:fs';

/** The parts of /proc we read: parent and memory of a process. Null when it has ended meanwhile. */
function readProc(pid: number, file: string): string | null {
  try {
    return fs.readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null; // it ended between listing and reading
    throw error;
  }
}

/** The process and everything it started, directly or not. */
function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    // The second field is the name in brackets and may hold blanks; the fourth is the parent.
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readProc(pid, 'stat') ?? '')?.[1];
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/**
 * Memory of a process and all it started, MiB: what is theirs alone plus their share of what they share (Pss), so that
 * the libraries of ten browser processes count once. Linux only; throws elsewhere.
 */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') throw new Error('Memory of all processes is only measured on Linux.');
  let kilobytes = 0;
  for (const member of family(pid)) {
    kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(readProc(member, 'smaps_rollup') ?? '')?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

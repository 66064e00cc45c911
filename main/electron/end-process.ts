/**
 * Ends the process once everything of ours is closed. An orderly exit joins every thread; where one is inside a native
 * call that never returns (a keychain whose prompt nobody answers), only force ends it.
 */
export function endProcess(holdsThread: boolean, exit: () => void): void {
  if (holdsThread) process.kill(process.pid, 'SIGKILL');
  else exit();
}

/**
 * The storage worker with a fault: asked to count the calls of `aircall:crashing0`, its thread ends without an answer;
 * opening a database in a folder named `crash-at-open`, it ends as well.
 */
import process from 'node:process';
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (message: unknown) => {
  const text = JSON.stringify(message);
  if (text.includes('aircall:crashing0') || text.includes('crash-at-open')) process.exit(1);
});
await import('../../../main/storage/worker.ts');

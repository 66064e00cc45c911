/** The storage worker that answers with nonsense when it is asked to count the calls of `aircall:babbling0`. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (message: unknown) => {
  if (JSON.stringify(message).includes('aircall:babbling0')) parentPort?.postMessage('nonsense');
});
await import('../../../main/storage/worker.ts');

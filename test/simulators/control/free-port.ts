import { createServer } from 'node:net';
import { once } from 'node:events';

/** The wanted loopback port when nobody listens there, else 0, which lets the system choose one. */
export async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen({ host: '127.0.0.1', port: wanted });
    await once(probe, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return 0;
    throw error;
  }
  probe.close();
  await once(probe, 'close');
  return wanted;
}

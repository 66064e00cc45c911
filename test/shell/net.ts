import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { NetMembers } from './members.ts';
import type { Schemes } from './schemes.ts';

/**
 * Electron's `net`: the app's own schemes and files are answered here, everything else by Node's fetch, which knows
 * neither the system's proxy nor its trust store. The network is always said to be there.
 */
export function createNet(schemes: Schemes): NetMembers {
  return {
    online: true,
    isOnline: () => true,
    fetch: async (input, init) => {
      const url = typeof input === 'string' ? input : input.url;
      if (url.startsWith('file:')) {
        const bytes = await fs.readFile(fileURLToPath(url)).catch((cause: unknown) => {
          throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
        });
        return new Response(new Uint8Array(bytes));
      }
      const handler = init?.bypassCustomProtocolHandlers === true ? null : schemes.handlerOf(url);
      return handler ? handler(new Request(input, init)) : fetch(input, init);
    },
  };
}

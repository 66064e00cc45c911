import { once } from 'node:events';
import net from 'node:net';

/** Many who listen, each over a connection of its own, with as little work of their own as can be. */
export interface Crowd {
  /** Has something sent, and gives how long after that each of them has heard `mark`, ms. */
  hear(mark: string, send: () => Promise<void>): Promise<number[]>;
  close(): void;
}

const atOnce = 100;

/** @param tokens one for each listener. */
export async function gather(port: number, tokens: readonly string[]): Promise<Crowd> {
  let told: ((at: number) => void) | null = null;
  let mark = Buffer.from('');
  const sockets: net.Socket[] = [];

  const join = async (token: string): Promise<void> => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(`GET /events HTTP/1.1\r\nhost: relay.example\r\nauthorization: Bearer ${token}\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer]; // no encoding is set
    if (!head.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(head.toString('latin1'));
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      // A mark may come in two parts.
      const heard = chunk.includes(mark) || (rest.length > 0 && Buffer.concat([rest, chunk]).includes(mark));
      rest = heard ? Buffer.alloc(0) : Buffer.from(chunk.subarray(-mark.length));
      if (heard) told?.(performance.now());
    });
  };
  for (let from = 0; from < tokens.length; from += atOnce)
    await Promise.all(tokens.slice(from, from + atOnce).map(join));

  return {
    async hear(text, send) {
      mark = Buffer.from(text);
      const took: number[] = [];
      const from = performance.now();
      const all = new Promise<void>((resolve) => {
        told = (at) => {
          took.push(at - from);
          if (took.length === sockets.length) resolve();
        };
      });
      await send();
      await all;
      told = null;
      return took;
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

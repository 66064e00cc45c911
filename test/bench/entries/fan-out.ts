import { relayPaths } from '../../../domain/relay.ts';
import { compare, type Entry, median, percentile } from '../entry.ts';
import { startMeasured } from '../relay/children.ts';
import { type Crowd, gather } from '../relay/crowd.ts';
import { deliveryOf, postTo, tokenOf } from '../relay/sessions.ts';

const desktops = 5000;
const rounds = 15;
const mostKibPerDesktop = 25;

/** One event to everybody: from the moment Aircall posts it until the last hundredth has it. */
export const fanOut: Entry = {
  name: 'fan-out',
  about: `p99 of one event's way to ${String(desktops)} desktops of a company, against a bare Node broadcaster`,
  async run() {
    const relay = await startMeasured('measured-relay.ts');
    const bare = await startMeasured('bare-broadcaster.ts');
    const origin = `http://127.0.0.1:${String(relay.port)}`;
    // Desktops have sessions of their own; those of one sign-in would be one desktop.
    const tokens = await Promise.all(Array.from({ length: desktops }, () => tokenOf('7')));
    await postTo(origin, relayPaths.claimWebhook, { token: 'w' }, tokens[0]);

    // Whatever is made once for the first streams is there before they are counted.
    const first = await gather(relay.port, tokens.slice(0, 200));
    first.close();
    const empty = await relay.memory();
    const ours = await gather(relay.port, tokens);
    const theirs = await gather(bare.port, tokens);

    let id = 0;
    const once = async (crowd: Crowd, port: number): Promise<number> => {
      id += 1;
      const body = deliveryOf('w', id);
      const took = await crowd.hear(body.data.mark, async () => {
        const status = await postTo(`http://127.0.0.1:${String(port)}`, relayPaths.webhook, body);
        if (status !== 204) throw new Error(`The event was answered with ${String(status)}`);
      });
      return percentile(took, 0.99);
    };
    const samples = { ours: [] as number[], against: [] as number[] };
    for (let round = -2; round < rounds; round += 1) {
      const sides = [
        { crowd: ours, port: relay.port, into: samples.ours },
        { crowd: theirs, port: bare.port, into: samples.against },
      ];
      for (const { crowd, port, into } of round % 2 === 0 ? sides : sides.reverse()) {
        const took = await once(crowd, port);
        if (round >= 0) into.push(took); // those before are for warming up
      }
    }
    const full = await relay.memory();
    const kib = (full.residentBytes - empty.residentBytes) / desktops / 1024;
    const heapKib = (full.usedBytes - empty.usedBytes) / desktops / 1024;
    ours.close();
    theirs.close();
    await relay.stop();
    await bare.stop();

    const result = compare(
      'fan-out',
      'ms',
      1.5,
      { ours: median(samples.ours), against: median(samples.against) },
      `${kib.toFixed(1)} KiB of the relay's memory per desktop (heap ${heapKib.toFixed(1)}), at most ${String(mostKibPerDesktop)}; median of ${String(rounds)} rounds`,
    );
    return { ...result, holds: result.holds && kib <= mostKibPerDesktop };
  },
};

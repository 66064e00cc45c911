import fs from 'node:fs';
import type { Page } from 'playwright';
import { anyCall } from '../../../domain/call.ts';
import { ask } from '../../e2e/desk.ts';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { openApp, profileHolding } from '../app/bench-app.ts';
import { fling } from '../app/flinging.ts';
import { memoryOf } from '../app/process-memory.ts';
import { compare, type Entry } from '../entry.ts';

const held = 1_000_000;
/** A busy hour: 600 calls that ring, are answered and end, in 60 turns with a pull after each. */
const turns = 60;
const callsPerTurn = 10;

/** Makes calls happen at the provider and has the app pull them. */
async function aMinuteOfCalls(page: Page, simulators: Simulators, turn: number): Promise<void> {
  for (const { control } of [simulators.aircall, simulators.voipex]) {
    for (let nth = 0; nth < callsPerTurn / 2; nth += 1) {
      const index = control.calls.ring({
        contactIndex: (turn * callsPerTurn + nth) % simulators.world.contactCount,
      });
      control.calls.answer(index, {});
      control.calls.hangUp(index, { notes: [{ text: `Zavolat zpět ${String(turn)}` }] });
    }
  }
  await ask(page, 'sync.now', { id: null });
}

/** Memory of every process of the app after a busy hour: does anything grow? */
export const memory: Entry = {
  name: 'memory',
  about: `all processes after an hour's worth of events and scrolling with ${String(held)} calls held, against the start`,
  async run() {
    const profile = await profileHolding(held);
    const simulators = await startSimulators({
      seed: 11,
      calls: 2000,
      days: 20,
      people: 60,
      aircall: { limitPerMinute: null },
    });
    const app = await openApp(profile, simulators.endpoints);
    try {
      const { page } = app;
      const { aircall, voipex } = simulators;
      const { apiId, apiToken } = aircall;
      const { email, password } = voipex;
      for (const request of [
        { way: 'aircall-api-key', label: null, renew: null, apiId, apiToken },
        { way: 'voipex-password', label: null, renew: null, email, password },
      ] as const) {
        const reply = await ask(page, 'signIn.submit', request);
        if (!reply.ok) throw new Error(`signing in failed: ${reply.failure.code}`);
      }
      // Counted: whatever is built once after the start is there.
      await ask(page, 'calls.counts', { filters: [anyCall] });
      await ask(page, 'sync.now', { id: null });
      await fling(page);
      const atStart = memoryOf(app.pid);
      for (let turn = 0; turn < turns; turn += 1) {
        await aMinuteOfCalls(page, simulators, turn);
        if (turn % 6 === 0) await fling(page);
      }
      await page.evaluate(() => document.querySelector('.call-grid')?.scrollTo(0, 0));
      const afterwards = memoryOf(app.pid);
      return compare(
        'memory',
        'MiB',
        1.2,
        { ours: afterwards, against: atStart },
        `proportional set size of all processes; ${String(turns * callsPerTurn)} calls, ${String(turns)} pulls and ${String(turns / 6)} flings of the whole list in between`,
      );
    } finally {
      await app.close();
      await simulators.close();
      fs.rmSync(profile, { recursive: true, force: true });
    }
  },
};

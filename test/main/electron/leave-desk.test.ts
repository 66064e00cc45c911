import { describe, expect, it } from 'vitest';
import { createDeskLeaving } from '../../../main/electron/leave-desk.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function bench() {
  const clock = createFakeClock();
  let requests = 0;
  const leaving = createDeskLeaving(() => {
    requests += 1;
  }, clock);
  return { clock, leaving, requests: () => requests };
}

describe('a window that is to go', () => {
  it('waits until its page has written how the desk is left, and for no other answer', async () => {
    const { clock, leaving, requests } = bench();
    leaving.answered('desk.write');
    let gone = false;
    const going = leaving.written().then(() => (gone = true));
    await clock.asleep();
    expect(requests()).toBe(1);
    leaving.answered('calls.page');
    await clock.advance(0);
    expect(gone).toBe(false);
    leaving.answered('desk.write');
    await going;
    expect(clock.sleepers).toBe(0);
  });

  it('does not wait for a page that has never written', async () => {
    const { leaving, requests } = bench();
    leaving.answered('settings.read');
    await leaving.written();
    expect(requests()).toBe(0);
  });

  it('waits a second for a page that does not answer', async () => {
    const { clock, leaving } = bench();
    leaving.answered('desk.write');
    const going = leaving.written();
    expect(await clock.asleep()).toBe(1000);
    await clock.advance(1000);
    await going;
  });
});

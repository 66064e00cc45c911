import { describe, expect, it } from 'vitest';
import type { FollowUp } from '../../../domain/live.ts';
import { createFollowUps } from '../../../main/follow-ups/follow-ups.ts';
import { silentLog } from '../../../main/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeKeptFile } from '../../support/kept-file.ts';

const accountId = 'aircall:lumora01';
const hour = 3_600_000;

function list(file = fakeKeptFile(), clock = createFakeClock()) {
  const reminded: string[] = [];
  let changes = 0;
  const followUps = createFollowUps({
    followUpsFile: file,
    clock,
    log: silentLog,
    homeCountry: () => 'CZ',
    remind: ({ number }) => void reminded.push(number),
    onChange: () => {
      changes += 1;
    },
  });
  const { handlers } = followUps;
  return {
    followUps,
    file,
    clock,
    reminded,
    changes: () => changes,
    add: (number: string, dueAt: number | null = null, name: string | null = null) =>
      handlers['followUps.add']({ accountId, callId: null, number, name, dueAt }),
    remove: (id: string) => handlers['followUps.remove']({ id }),
    read: () => handlers['followUps.list']({}),
  };
}
const numbers = (all: readonly FollowUp[]) => all.map(({ number }) => number);

describe('calls back to be reminded of', () => {
  it('are listed by when they are due, those without a time last', async () => {
    const { add, read, clock } = list();
    await add('111111111');
    await add('222222222', clock.now() + 2 * hour);
    await add('333333333', clock.now() + hour);
    expect(numbers(await read())).toEqual(['333333333', '222222222', '111111111']);
  });

  it('are one for each number, however it is written', async () => {
    const { add, clock } = list();
    const [first] = await add('+420606123456');
    const again = await add('606 123 456', clock.now() + hour, 'Jan');
    expect(again).toMatchObject([{ id: first?.id, name: 'Jan', dueAt: clock.now() + hour }]);
  });

  it('are kept over a restart, and removing one twice is no fault', async () => {
    const { add, file, clock } = list();
    const [added] = await add('606123456', clock.now() + hour);
    const later = list(file, clock);
    expect(numbers(await later.read())).toEqual(['606123456']);
    await later.remove(added?.id ?? '');
    expect(await later.remove(added?.id ?? '')).toEqual([]);
    expect(later.changes()).toBe(1);
  });

  it('are reminded of once, when they are due, also when that was while the app was closed', async () => {
    const { followUps, add, clock, reminded, file } = list();
    followUps.start();
    await add('111111111', clock.now() + hour);
    await add('222222222', clock.now() + 3 * hour);
    await clock.advance(hour - 1);
    expect(reminded).toEqual([]);
    await clock.advance(1);
    await clock.advance(hour);
    expect(reminded).toEqual(['111111111']);
    followUps.stop();
    const later = list(file, createFakeClock(clock.now() + 2 * hour));
    later.followUps.start();
    await later.clock.advance(0);
    expect(later.reminded).toEqual(['111111111', '222222222']);
  });

  it('are reminded of again when they were put off', async () => {
    const { followUps, add, clock, reminded } = list();
    followUps.start();
    await add('111111111', clock.now() + hour);
    await clock.advance(hour);
    await add('111111111', clock.now() + hour);
    await clock.advance(hour);
    expect(reminded).toEqual(['111111111', '111111111']);
  });

  it('go with their account, and with the person behind a number', async () => {
    const { followUps, add, read } = list();
    await add('606123456');
    await add('777888999');
    followUps.forget({ numbers: ['+420606123456', '420606123456'] });
    expect(numbers(await read())).toEqual(['777888999']);
    followUps.forget({ accountId });
    expect(await read()).toEqual([]);
  });

  it('are refused beyond five hundred, and told so', async () => {
    const { add } = list();
    for (let n = 0; n < 500; n += 1) await add(String(600_000_000 + n));
    await expect(add('777888999')).rejects.toMatchObject({
      code: 'invalid-request',
      where: 'followUps.most',
    });
  });

  it('are kept aside when their file cannot be read, and what of it is readable still counts', async () => {
    const whole = list();
    const [good] = await whole.add('606123456');
    const file = fakeKeptFile({ version: 1, entries: [{ id: 3 }, good] });
    const { followUps, read } = list(file);
    expect(followUps.keptAside).toMatch(/^kept\.corrupt-/);
    expect(numbers(await read())).toEqual(['606123456']);
  });

  it('stay as they were when the disk refuses', async () => {
    const file = fakeKeptFile();
    const { add, read } = list(file);
    await add('606123456');
    file.write = () => {
      throw new Error('disk full');
    };
    await expect(add('777888999')).rejects.toMatchObject({ code: 'cache-unavailable', where: 'follow-ups' });
    expect(numbers(await read())).toEqual(['606123456']);
  });
});

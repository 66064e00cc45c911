import { describe, expect, it } from 'vitest';
import {
  type AlertRules,
  type CallAlert,
  type CallerHistory,
  defaultAlertRules,
} from '../../../domain/live.ts';
import type { LiveCall } from '../../../domain/switchboard.ts';
import { createAlerts } from '../../../main/alerts/alerts.ts';
import type { Notice } from '../../../main/alerts/notice-text.ts';
import { silentLog } from '../../../main/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { aLiveCall } from '../../support/live-calls.ts';

const accountId = 'aircall:lumora01';
const nothingKnown: CallerHistory = {
  calls: { count: 0, exact: true },
  last: [],
  openMissed: 0,
  notes: [],
  tags: [],
};

interface Shown {
  readonly notice: Notice;
  readonly click: () => void;
  gone: boolean;
}

/** An agent (person 7) with these rules. */
function agent(rules: Partial<AlertRules> = {}, history = async () => nothingKnown) {
  const clock = createFakeClock();
  const shown: Shown[] = [];
  const told: (readonly CallAlert[])[] = [];
  const clicked: string[] = [];
  const running = new Map<string, LiveCall>();
  const alerts = createAlerts({
    clock,
    log: silentLog,
    rulesOf: () => ({ ...defaultAlertRules, ...rules }),
    ownIds: () => new Set(['7']),
    liveCalls: () => [...running.values()],
    history,
    show(notice, click) {
      const one: Shown = { notice, click, gone: false };
      shown.push(one);
      return () => {
        one.gone = true;
      };
    },
    onClick: ({ id }) => void clicked.push(id),
    onChange: (list) => void told.push(list),
    language: () => 'en',
    homeCountry: () => 'CZ',
  });
  const settle = () => clock.advance(0);
  return {
    alerts,
    clock,
    shown,
    told,
    clicked,
    /** The call begins or changes. */
    async is(part: Partial<LiveCall> & { readonly id: string }) {
      const before = running.get(part.id) ?? null;
      const base =
        before ??
        aLiveCall({ accountId, ringing: ['7'], remote: { number: '606123456', name: null }, id: part.id });
      const after = { ...base, ...part };
      running.set(part.id, after);
      alerts.changed({ before, after });
      await settle();
    },
    async ends(id: string) {
      const before = running.get(id) ?? null;
      running.delete(id);
      alerts.changed({ before, after: null });
      await settle();
    },
  };
}
const cards = ({ alerts }: ReturnType<typeof agent>) => alerts.list().map(({ call }) => call.id);

describe('a call that rings at the agent', () => {
  it('raises a card and one notification, however often it changes', async () => {
    const me = agent();
    await me.is({ id: '1' });
    await me.is({ id: '1', lineId: 'a' });
    await me.is({ id: '1', remote: { number: '606123456', name: 'Jan' } });
    expect(cards(me)).toEqual(['1']);
    expect(me.alerts.list()[0]?.call.remote.name).toBe('Jan');
    expect(me.shown.map(({ notice }) => notice.title)).toEqual(['+420 606 123 456']);
  });

  it('brings the right call when its notification is clicked', async () => {
    const me = agent();
    await me.is({ id: '1' });
    await me.is({ id: '2' });
    me.shown[1]?.click();
    me.shown[0]?.click();
    expect(me.clicked).toEqual(['2', '1']);
  });

  it('takes the notification away when somebody answers, and keeps the card', async () => {
    const me = agent();
    await me.is({ id: '1' });
    await me.is({ id: '1', state: 'talking', personId: '3', ringing: [] });
    expect(me.shown.map(({ gone }) => gone)).toEqual([true]);
    expect(cards(me)).toEqual(['1']);
  });

  it('leaves its card for two minutes after its end, and no longer', async () => {
    const me = agent();
    await me.is({ id: '1' });
    await me.ends('1');
    expect(me.alerts.list()[0]?.overAt).toBe(me.clock.now());
    expect(me.shown[0]?.gone).toBe(true);
    await me.clock.advance(119_000);
    expect(cards(me)).toEqual(['1']);
    await me.clock.advance(1_000);
    expect(cards(me)).toEqual([]);
    expect(me.told.at(-1)).toEqual([]);
  });

  it('does not come back when it was put away, nor when a late word comes after its end', async () => {
    const me = agent();
    await me.is({ id: '1' });
    me.alerts.dismiss({ accountId, id: '1' });
    await me.is({ id: '1', state: 'talking' });
    expect(cards(me)).toEqual([]);
    expect(me.shown[0]?.gone).toBe(true);
    await me.is({ id: '2' });
    await me.ends('2');
    await me.is({ id: '2', state: 'ringing' });
    expect(me.alerts.find({ accountId, id: '2' })?.overAt).not.toBeNull();
    expect(me.shown).toHaveLength(2);
  });

  it('begins to ring at them while it rings at others already', async () => {
    const me = agent();
    await me.is({ id: '1', ringing: ['3'] });
    expect(cards(me)).toEqual([]);
    await me.is({ id: '1', ringing: ['3', '7'] });
    expect(cards(me)).toEqual(['1']);
    expect(me.shown).toHaveLength(1);
  });
});

describe('a notification', () => {
  const minute = 60_000;
  const hours = (from: number, to: number) => ({ quietHours: { from, to } });

  it('is not shown in quiet hours; the card is', async () => {
    const local = new Date(createFakeClock().now());
    const now = local.getHours() * 60 + local.getMinutes();
    const me = agent(hours(now, now + 1));
    await me.is({ id: '1' });
    expect(me.shown).toEqual([]);
    expect(cards(me)).toEqual(['1']);
    await me.clock.advance(minute);
    await me.is({ id: '2' });
    expect(me.shown).toHaveLength(1);
  });

  it('is not shown while the agent talks, unless they want it', async () => {
    for (const [duringOwnCalls, notices] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const me = agent({ duringOwnCalls });
      await me.is({ id: 'own', direction: 'out', state: 'talking', personId: '7', ringing: [] });
      await me.is({ id: '1' });
      expect(me.shown).toHaveLength(notices);
      expect(cards(me)).toEqual(['1']);
    }
  });

  it('is not shown for a call that is first seen when it was answered', async () => {
    const me = agent();
    await me.is({ id: '1', state: 'talking', personId: '7', ringing: [] });
    expect(me.shown).toEqual([]);
    expect(cards(me)).toEqual(['1']);
  });

  it('tells what is known of the caller, and does not wait for it longer than a quarter of a second', async () => {
    const known = { ...nothingKnown, calls: { count: 4, exact: true } };
    const quick = agent({}, async () => known);
    await quick.is({ id: '1' });
    expect(quick.shown[0]?.notice.body).toBe('4 calls before');
    const slow = agent({}, () => new Promise(() => undefined));
    await slow.is({ id: '1' });
    expect(slow.shown).toEqual([]);
    await slow.clock.advance(250);
    expect(slow.shown[0]?.notice.body).toBe('');
    const broken = agent({}, () => Promise.reject(new Error('no database')));
    await broken.is({ id: '1' });
    expect(broken.shown).toHaveLength(1);
  });

  it('is not shown for a call that was answered while the caller was looked up', async () => {
    const me = agent({}, () => new Promise(() => undefined));
    await me.is({ id: '1' });
    await me.is({ id: '1', state: 'talking' });
    await me.clock.advance(250);
    expect(me.shown).toEqual([]);
  });
});

describe('many calls', () => {
  it('are told newest first, and the oldest cards give way beyond twenty', async () => {
    const me = agent({ whose: 'everybody' });
    for (let n = 1; n <= 25; n += 1) {
      await me.is({ id: String(n) });
      await me.clock.advance(1);
    }
    expect(cards(me)).toEqual(Array.from({ length: 20 }, (_, n) => String(25 - n)));
    expect(me.shown.slice(0, 5).every(({ gone }) => gone)).toBe(true);
  });

  it('of an account that is gone go with it', async () => {
    const me = agent();
    await me.is({ id: '1' });
    me.alerts.forget(accountId);
    expect(cards(me)).toEqual([]);
    expect(me.shown[0]?.gone).toBe(true);
  });
});

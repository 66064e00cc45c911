import { describe, expect, it } from 'vitest';
import { type AlertRules, defaultAlertRules } from '../../../domain/live.ts';
import type { LiveCall } from '../../../domain/switchboard.ts';
import { concerns, isQuiet, isTheirs } from '../../../main/alerts/whose-call.ts';
import { aLiveCall } from '../../support/live-calls.ts';

const accountId = 'aircall:lumora01';
const call = (part: Partial<LiveCall>): LiveCall => aLiveCall({ id: '1', accountId, ...part });
const rules = (part: Partial<AlertRules>): AlertRules => ({ ...defaultAlertRules, ...part });
const own = new Set(['7']);
const nobody = new Set<string>();
const atMine = { ringing: ['3', '7'] };

describe('whose call it is', () => {
  it('is theirs who talk and theirs whose phone rings', () => {
    expect(isTheirs(call({ personId: '7' }), own)).toBe(true);
    expect(isTheirs(call(atMine), own)).toBe(true);
    expect(isTheirs(call({ personId: '3', ringing: ['3'] }), own)).toBe(false);
    expect(isTheirs(call(atMine), nobody)).toBe(false);
  });
});

describe('what an agent is told of', () => {
  it.each<[string, Partial<LiveCall>, Partial<AlertRules>, boolean]>([
    ['a call that rings at them', atMine, {}, true],
    ['one that rings at others', { ringing: ['3'] }, {}, false],
    ['one that rings at others, when everybody’s count', { ringing: ['3'] }, { whose: 'everybody' }, true],
    ['one in a queue, when everybody’s count', {}, { whose: 'everybody' }, true],
    ['nothing at all, when switched off', atMine, { enabled: false }, false],
    ['not what they dial themselves', { ...atMine, direction: 'out' }, { whose: 'everybody' }, false],
    ['a colleague who calls them', { ...atMine, direction: 'internal' }, {}, true],
    [
      'not colleagues who call each other',
      { ringing: ['3'], direction: 'internal' },
      { whose: 'everybody' },
      false,
    ],
    ['a call on a line that counts', { ...atMine, lineId: 'a' }, { lines: ['a', 'b'] }, true],
    ['not one on another line', { ...atMine, lineId: 'c' }, { lines: ['a', 'b'] }, false],
    ['not one whose line nobody knows, when lines were chosen', atMine, { lines: ['a'] }, false],
  ])('%s', (_, part, chosen, told) => {
    expect(concerns(call(part), rules(chosen), () => own)).toBe(told);
  });
});

describe('quiet hours', () => {
  it.each<[AlertRules['quietHours'], number, boolean]>([
    [null, 0, false],
    [{ from: 720, to: 780 }, 719, false],
    [{ from: 720, to: 780 }, 720, true],
    [{ from: 720, to: 780 }, 780, false],
    [{ from: 1320, to: 360 }, 1320, true],
    [{ from: 1320, to: 360 }, 0, true],
    [{ from: 1320, to: 360 }, 359, true],
    [{ from: 1320, to: 360 }, 360, false],
  ])('%j hold at minute %i: %s', (quietHours, minute, quiet) => {
    expect(isQuiet(rules({ quietHours }), minute)).toBe(quiet);
  });
});

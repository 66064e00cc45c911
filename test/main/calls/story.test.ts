import { describe, expect, it } from 'vitest';
import { storyOf } from '../../../main/calls/story.ts';
import { aCall, aMissedCall, voipexAccount } from '../../support/calls.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const jana = { id: '1', name: 'Jana', extension: '201' };
const petr = { id: '2', name: 'Petr', extension: '202' };

const told = (...given: Parameters<typeof storyOf>) =>
  storyOf(...given).map(({ kind, at, who, seconds }) => [
    kind,
    at === null ? null : (at - start) / 1000,
    who,
    seconds,
  ]);

describe('the story of a call', () => {
  it('tells of a call through a queue, answered after a wait', () => {
    const call = aCall({
      startedAt: start,
      agent: jana,
      teams: [{ id: '1', name: 'Sales' }],
      remote: { name: 'Eva' },
    });
    expect(told(call, [])).toEqual([
      ['started', 0, 'Eva', null],
      ['queued', 0, 'Sales', 12],
      ['rang', 0, 'Jana', 12],
      ['answered', 12, 'Jana', 12],
      ['ended', 132, null, 120],
    ]);
  });

  it('tells who missed a call that nobody took', () => {
    const call = aMissedCall({ startedAt: start, teams: [{ id: '1', name: 'Sales' }] });
    expect(told(call, [])).toEqual([
      ['started', 0, '+420606123456', null],
      ['queued', 0, 'Sales', 20],
      ['rang', 0, 'Support', 20],
      ['missed-by', 20, 'Sales', null],
      ['ended', 20, null, null],
    ]);
  });

  it('tells of an outgoing call from the agent to the number', () => {
    const call = aCall({ startedAt: start, direction: 'out', agent: jana });
    expect(told(call, [])).toEqual([
      ['started', 0, 'Jana', null],
      ['rang', 0, '+420606123456', 12],
      ['answered', 12, '+420606123456', 12],
      ['ended', 132, null, 120],
    ]);
  });

  it.each([
    [{ transferredTo: { agent: petr, number: null } }, 'Petr'],
    [{ transferredTo: { agent: null, number: '+420777000111' } }, '+420777000111'],
    [{ transferredBy: petr }, 'Jana'],
  ])('tells where a call was transferred (%j)', (part, who) => {
    const story = storyOf(aCall({ startedAt: start, agent: jana, ...part }), []);
    expect(story.map((step) => step.kind)).toEqual(['started', 'rang', 'answered', 'transferred', 'ended']);
    expect(story[3]?.who).toBe(who);
  });

  it('tells of a voicemail', () => {
    const call = aMissedCall({ startedAt: start, outcome: 'voicemail', hasVoicemail: true });
    expect(told(call, []).map(([kind]) => kind)).toEqual(['started', 'rang', 'voicemail', 'ended']);
  });

  it('puts the legs of a conversation in order: who rang is not who missed it when another answered', () => {
    const leg = { accountId: voipexAccount, conversationId: 'c1', startedAt: start };
    const quick = aCall({ ...leg, providerCallId: 'a', agent: jana });
    const slow = aMissedCall({
      ...leg,
      providerCallId: 'b',
      agent: petr,
      waitSeconds: 12,
      endedAt: start + 12_000,
    });
    const transferred = aCall({
      ...leg,
      providerCallId: 'c',
      agent: petr,
      startedAt: start + 60_000,
      waitSeconds: 5,
      answeredAt: start + 65_000,
      endedAt: start + 180_000,
      talkSeconds: 115,
      transferredBy: jana,
    });
    const story = told(quick, [transferred, slow]);
    expect(story).toEqual([
      ['started', 0, '+420606123456', null],
      ['rang', 0, 'Jana', 12],
      ['rang', 0, 'Petr', 12],
      ['answered', 12, 'Jana', 12],
      ['rang', 60, 'Petr', 5],
      ['answered', 65, 'Petr', 5],
      ['transferred', null, 'Petr', null],
      ['ended', 180, null, 120],
    ]);
  });

  it('has no end while a leg runs', () => {
    const call = aCall({
      startedAt: start,
      state: 'ongoing',
      outcome: null,
      endedAt: null,
      talkSeconds: null,
    });
    expect(told(call, []).map(([kind]) => kind)).toEqual(['started', 'rang', 'answered']);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultAlertRules } from '../../../domain/live.ts';
import { tellVoipexDesk } from '../../support/voipex-desk.ts';

const story = tellVoipexDesk();

describe('VoIPEX’s undocumented events', () => {
  it('are off until somebody switches them on, and take effect at once, in both directions', async () => {
    const { id } = await story.signIn(story.simulator.userLogins[0]);
    const state = async () =>
      (await story.bench.ask('live.read', {})).find(({ accountId }) => accountId === id);
    expect(await state()).toMatchObject({ state: 'polling', why: 'none' });
    await story.bench.ask('settings.write', { voipexEvents: true });
    await story.bench.until(async () => (await state())?.state === 'live');
    await story.bench.ask('settings.write', { voipexEvents: false });
    await story.bench.until(async () => (await state())?.state === 'polling');
  });

  it('tell of a call at the person signed in although no time passes in which it would be asked', async () => {
    const { id } = await story.signIn(story.simulator.userLogins[0]);
    await story.bench.ask('alertSettings.write', {
      accountId: id,
      personId: null,
      rules: { ...defaultAlertRules, whose: 'everybody' },
    });
    await story.bench.ask('settings.write', { voipexEvents: true });
    await story.bench.until(async () => (await story.bench.ask('live.read', {}))[0]?.state === 'live');
    story.simulator.control.calls.ring({ contactIndex: 2, rungIndexes: [0] });
    await story.bench.until(async () => (await story.bench.ask('alerts.read', {})).length === 1);
  });
});

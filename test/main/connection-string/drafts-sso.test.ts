import { describe, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../domain/connection-string.ts';
import { relayPaths } from '../../../domain/relay.ts';
import type { Http } from '../../../main/http.ts';
import { createAircall } from '../../../main/providers/aircall/index.ts';
import { documentedEndpoints } from '../../../main/providers/endpoints.ts';
import { tellDeskStory } from '../../support/desk-story.ts';
import { createFakeBus, type FakeBusFrame, idTokenOf, refreshTokenOf } from '../../support/fake-bus.ts';
import { reply } from '../providers/session-context.ts';

const story = tellDeskStory();

const relay = 'https://relay.example';
const string = `AuthScheme=SSO;Relay=${relay};InitiateOAuth=GETANDREFRESH`;
const handle = 'H'.repeat(43);

/** A relay that gives what an identity host brought it for any handle. */
const http: Http = async ({ url }) =>
  url === `${relay}${relayPaths.redeem}`
    ? reply(200, {
        provider: 'aircall-sso',
        code: 'sso-code-canary',
        redirectUrl: `${relay}/aircall/sso/callback`,
      })
    : reply(204, '');

async function openWithBus(bus: string | null) {
  const fake = createFakeBus();
  const aircall = createAircall({ ...documentedEndpoints.aircall, bus }, () => 0.5, fake.host, true);
  await story.reopen({ providers: [aircall], http });
  return fake;
}

/** A string of agent SSO that was tried, and the frame it was tried in. */
async function tried(): Promise<{ readonly draft: ConnectionDraft; readonly frame: FakeBusFrame }> {
  const fake = await openWithBus('https://bus.example');
  const { id } = await story.bench.ask('connection.open', { text: string });
  await story.bench.ask('connection.try', { id });
  expect(await story.bench.ask('signIn.paste', { text: handle })).toMatchObject({ accepted: true });
  const pending = () => story.bench.ask('connection.pending', {});
  await story.bench.until(async () => (await pending())?.stage !== 'trying');
  const [draft, [frame]] = [await pending(), fake.frames];
  if (draft === null || frame === undefined) throw new Error('it was not tried');
  return { draft, frame };
}

describe('a string of agent SSO', () => {
  it('goes on with the bus session it was tried in once it is kept', async () => {
    const { draft, frame } = await tried();
    expect(draft).toMatchObject({ stage: 'tried', trial: { signedInAs: 'alena@atelier.example' } });
    await story.bench.ask('connection.keep', { id: draft.id, label: null });
    expect(frame.closed).toBe(false);
    await story.bench.until(async () => (await story.account()).health.tokenObtainedAt !== null);
    frame.says({
      type: 'AUTH.TOKEN_REFRESHED',
      payload: { idToken: idTokenOf(2), refreshToken: refreshTokenOf(2) },
    });
    await story.bench.until(() => [...story.keychain.entries.values()].join('').includes(idTokenOf(2)));
    await story.bench.ask('accounts.signOut', { id: (await story.account()).id, forgetCalls: true });
    expect(frame.closed).toBe(true);
  });

  it('leaves no bus session behind when it is discarded', async () => {
    const { draft, frame } = await tried();
    await story.bench.ask('connection.discard', { id: draft.id });
    await Promise.resolve();
    expect(frame.closed).toBe(true);
  });

  it('is refused before any browser opens where the bus has no address', async () => {
    await openWithBus(null);
    const draft = await story.bench.ask('connection.open', { text: string });
    expect(draft).toMatchObject({
      way: null,
      problems: [{ kind: 'bad-value', key: 'AuthScheme', position: 12 }],
    });
    expect(
      await story.bench.failure('signIn.begin', { way: 'aircall-sso', label: null, renew: null }),
    ).toEqual({
      code: 'invalid-request',
      where: 'relay',
    });
    expect(story.bench.opened).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { bytesOf, tellVoipexDesk } from '../../support/voipex-desk.ts';

const story = tellVoipexDesk();

/** Whether a text holds a secret as it is, or as a form or an address would write it. */
const holds = (text: string, secret: string): boolean =>
  [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].some(
    (written) => text.includes(written) || text.includes(Buffer.from(written).toString('latin1')),
  );

describe('acting as another user', () => {
  it('lets no password and no token out: not to the page, the log, a file or the database', async () => {
    const base = await story.signIn();
    await story.pulled(base.id);
    const email = story.simulator.userLogins[0]?.email ?? '';
    const acting = await story.bench.ask('accounts.impersonate', { id: base.id, email });
    await story.pulled(acting.id);
    story.simulator.control.tokens.expire(null);
    await story.bench.ask('sync.now', { id: acting.id });
    await story.bench.failure('accounts.impersonate', { id: base.id, email: 'nobody@lumora.example' });
    await story.bench.ask('accounts.audit', {});
    const during = bytesOf(story.profile);
    await story.bench.ask('accounts.stopImpersonating', { id: acting.id });
    await story.restart();

    const exchanged = story.tokens.filter(({ path }) => path === '/token-exchange');
    expect(exchanged.length).toBeGreaterThanOrEqual(2);
    const places = {
      during,
      after: bytesOf(story.profile),
      page: story.bench.crossed.join('\n'),
      log: story.bench.logged.join('\n'),
    };
    expect(during).toContain('impersonation-started');
    const secrets = [story.simulator.password, ...story.tokens.map(({ token }) => token)];
    for (const [place, text] of Object.entries(places))
      expect([place, secrets.filter((secret) => holds(text, secret)).length]).toEqual([place, 0]);
    // The keychain holds the base's token, and was never given one of the user's.
    expect(story.keychain.written.every((entry) => entry.startsWith(base.id))).toBe(true);
    const kept = [...story.keychain.entries.values()].join('\n');
    expect(exchanged.some(({ token }) => kept.includes(token))).toBe(false);
    expect(holds(kept, story.simulator.password)).toBe(false);
  });
});

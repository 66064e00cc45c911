import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anyCall } from '../../../domain/call.ts';
import { minute } from '../../support/voipex-desk.ts';
import { tellActingStory } from './acting-story.ts';

const { story, accounts, actAs, audited, shown, started, user } = tellActingStory();

describe('acting as another user', () => {
  it('shows an account of its own with what that user sees, beside the base', async () => {
    story.simulator.control.switches.change({ usersRead: 'own' });
    const { base, acting } = await started(2);
    expect(acting).toMatchObject({
      provider: 'voipex',
      status: 'memory-only',
      signedInAs: user(2),
      actingAs: { base: base.id, email: user(2) },
      agent: { email: user(2) },
      capabilities: { calls: 'proven', impersonate: 'refused' },
      health: { failure: null },
    });
    expect(acting.id).not.toBe(base.id);
    expect(acting.colour).not.toBe(base.colour);
    expect(acting.label).toContain(acting.agent?.name);
    expect(acting.label.length).toBeLessThanOrEqual(60);
    expect((await story.account(base.id)).capabilities.impersonate).toBe('proven');
    const lines = new Set((await story.calls(acting.id)).map(({ line }) => line?.number));
    expect([...lines]).toEqual(['203']);
    expect((await story.calls(base.id)).length).toBeGreaterThan((await story.calls(acting.id)).length);
    const { parts } = await story.bench.ask('switchboard.read', {});
    expect(parts.map(({ accountId }) => accountId)).toEqual([base.id, acting.id]);
  });

  it('makes that user’s calls “my calls” of the account', async () => {
    const { acting } = await started(1);
    const { people } = await story.bench.ask('me.read', {});
    const [me] = people.filter(({ accountId }) => accountId === acting.id);
    const filter = { ...anyCall, agents: me?.agentKeys ?? [] };
    const { calls } = await story.bench.ask('calls.page', { filter, anchor: null, offset: 0, limit: 500 });
    expect(calls.length).toBeGreaterThan(5);
    expect(new Set(calls.map(({ accountId, agent }) => `${accountId} ${agent?.name ?? ''}`))).toEqual(
      new Set([`${acting.id} ${acting.agent?.name ?? ''}`]),
    );
  });

  it('ends with one click on either account, and nothing of it is left', async () => {
    const { base, acting } = await started();
    expect(await shown(acting.id)).toBeGreaterThan(0);
    const left = await story.bench.ask('accounts.stopImpersonating', { id: acting.id });
    expect(left.map(({ id }) => id)).toEqual([base.id]);
    expect(await shown(acting.id)).toBe(0);
    expect(await story.bench.store.accounts()).toEqual([base.id]);
    expect((await story.bench.ask('switchboard.read', {})).parts).toHaveLength(1);
    expect((await story.bench.ask('sync.read', {})).map(({ accountId }) => accountId)).toEqual([base.id]);
    expect(story.bench.crossed.some((line) => line.includes(`"accountId":"${acting.id}","changed":0`))).toBe(
      true,
    );
    await actAs(base, 1);
    await story.bench.ask('accounts.stopImpersonating', { id: base.id });
    expect(await accounts()).toEqual([base.id]);
    // Clicked twice: it is over either way.
    await story.bench.ask('accounts.stopImpersonating', { id: acting.id });
    expect(await audited()).toEqual([
      ['impersonation-ended', user(1), base.id],
      ['impersonation-started', user(1), base.id],
      ['impersonation-ended', user(0), base.id],
      ['impersonation-started', user(0), base.id],
    ]);
  });

  it('as somebody else ends acting as the first; as the same user it just goes on', async () => {
    const { base, acting } = await started();
    expect((await actAs(base, 0)).id).toBe(acting.id);
    const second = await actAs(base, 3);
    expect(await accounts()).toEqual([base.id, second.id]);
    expect((await audited()).map(([what, as]) => [what, as])).toEqual([
      ['impersonation-ended', user(0)],
      ['impersonation-started', user(3)],
      ['impersonation-started', user(0)],
    ]);
  });

  it('asked for twice at once is one, and the record knows no end of it while it lasts', async () => {
    const base = await story.signIn();
    const [one, other] = await Promise.all([actAs(base, 0), actAs(base, 0)]);
    expect(other.id).toBe(one.id);
    expect(await accounts()).toEqual([base.id, one.id]);
    expect((await audited()).map(([what]) => what)).not.toContain('impersonation-ended');
    await story.bench.ask('accounts.stopImpersonating', { id: base.id });
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
  });

  it('names in the record who did it, as what they were known', async () => {
    const base = await story.signIn(undefined, { label: 'Lumora' });
    await actAs(base, 0);
    const [entry] = await story.bench.ask('accounts.audit', {});
    expect(entry).toEqual({
      at: story.clock.now(),
      what: 'impersonation-started',
      accountId: base.id,
      by: `Lumora (${story.simulator.email})`,
      as: user(0),
    });
  });

  it('takes an answer that holds nothing but a token', async () => {
    story.simulator.control.switches.change({ exchangeAnswer: 'token-only' });
    const { acting } = await started();
    const { tokenExpiresAt, tokenObtainedAt } = acting.health;
    expect((tokenExpiresAt ?? 0) - (tokenObtainedAt ?? 0)).toBe(50 * minute);
  });

  it('spends what the base spends', async () => {
    const { base, acting } = await started();
    const budgets = await Promise.all(
      [base, acting].map(async ({ id }) => (await story.account(id)).health.budget),
    );
    expect(budgets[0]?.usedLastMinute).toBeGreaterThan(5);
    expect(budgets[1]).toEqual(budgets[0]);
  });

  it('is not mistaken for that user’s own sign-in', async () => {
    const { base, acting } = await started(4);
    const own = await story.signIn(story.simulator.userLogins[4]);
    expect(await accounts()).toEqual([base.id, acting.id, own.id]);
    expect(own.actingAs).toBeNull();
    expect(story.keychain.entries.has(own.id)).toBe(true);
    const renewing = story.signIn(story.simulator.userLogins[4], { renew: acting.id });
    await expect(renewing).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('acting as another user is refused', () => {
  it('to an access without the right, which is then known to have none until it is tried again', async () => {
    const base = await story.signIn(story.simulator.limited);
    const failure = { id: base.id, email: user(0) };
    expect(await story.bench.failure('accounts.impersonate', failure)).toMatchObject({
      code: 'provider-refused',
      status: 403,
    });
    expect((await story.account(base.id)).capabilities.impersonate).toBe('refused');
    expect(await accounts()).toEqual([base.id]);
    expect(await audited()).toEqual([['impersonation-refused', user(0), base.id]]);
    await story.bench.ask('accounts.recheck', { id: base.id });
    expect((await story.account(base.id)).capabilities.impersonate).toBe('unknown');
  });

  it('without doubting the right when only this answer is refused by a server that is down', async () => {
    const base = await story.signIn();
    story.simulator.control.faults.add({
      path: '^/token-exchange',
      fault: { kind: 'status', status: 503 },
    });
    expect(await story.bench.failure('accounts.impersonate', { id: base.id, email: user(0) })).toMatchObject({
      code: 'provider-unavailable',
    });
    story.offline = true;
    expect(await story.bench.failure('accounts.impersonate', { id: base.id, email: user(0) })).toMatchObject({
      code: 'offline',
    });
    expect((await story.account(base.id)).capabilities.impersonate).toBe('unknown');
    expect(await audited()).toEqual([]);
  });

  it.each([400, 404] as const)('for a user nobody knows (%i)', async (unknownUserStatus) => {
    story.simulator.control.switches.change({ unknownUserStatus });
    const base = await story.signIn();
    const asked = { id: base.id, email: 'nobody@lumora.example' };
    expect(await story.bench.failure('accounts.impersonate', asked)).toMatchObject({ code: 'not-found' });
    expect((await story.account(base.id)).capabilities.impersonate).toBe('unknown');
    expect(await audited()).toEqual([['impersonation-refused', asked.email, base.id]]);
  });

  it('to what acts as somebody itself, as oneself, signed out, or gone', async () => {
    const { base, acting } = await started();
    const code = async (id: string, email: string) =>
      (await story.bench.failure('accounts.impersonate', { id, email })).code;
    expect(await code(acting.id, user(1))).toBe('invalid-request');
    expect(await code(base.id, story.simulator.email)).toBe('invalid-request');
    expect(await code('voipex:gone00000000', user(1))).toBe('not-found');
    await story.bench.ask('accounts.signOut', { id: base.id, forgetCalls: false });
    expect(await code(base.id, user(1))).toBe('not-signed-in');
  });

  it('when the record of it cannot be written: nothing is read as that user', async () => {
    fs.mkdirSync(path.join(story.profile, 'audit.json'));
    const base = await story.signIn();
    expect(await story.bench.failure('accounts.impersonate', { id: base.id, email: user(0) })).toMatchObject({
      code: 'cache-unavailable',
      where: 'audit',
    });
    expect(await accounts()).toEqual([base.id]);
    const [exchanged] = story.tokens.filter(({ path: from }) => from === '/token-exchange');
    expect(
      story.sent.filter(({ authorization }) => authorization === `Bearer ${exchanged?.token ?? ''}`),
    ).toEqual([]);
  });

  it('when the answer is the access’s own token: its calls are not somebody else’s', async () => {
    const base = await story.signIn();
    const [own] = story.tokens;
    story.simulator.control.faults.add({
      path: '^/token-exchange',
      fault: { kind: 'status', status: 200, body: { access_token: own?.token } },
    });
    expect(await story.bench.failure('accounts.impersonate', { id: base.id, email: user(0) })).toMatchObject({
      code: 'provider-contract-broken',
    });
    expect(await accounts()).toEqual([base.id]);
    expect((await audited()).map(([what]) => what)).toEqual(['impersonation-ended', 'impersonation-started']);
  });
});

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../main/storage/database.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { minute } from '../../support/voipex-desk.ts';
import { tellActingStory } from './acting-story.ts';

const { story, accounts, audited, exchanges, shown, started, user } = tellActingStory();

describe('the token of another user', () => {
  it('is had again by the base’s before it expires, and never by a refresh token of its own', async () => {
    const { acting } = await started();
    const before = exchanges().length;
    const first = (await story.account(acting.id)).health.tokenObtainedAt ?? 0;
    await story.live(async () => ((await story.account(acting.id)).health.tokenObtainedAt ?? 0) > first);
    expect(story.clock.now() - first).toBeLessThan(50 * minute);
    expect(exchanges().length).toBe(before + 1);
    expect(await story.account(acting.id)).toMatchObject({
      status: 'memory-only',
      health: { failure: null },
    });
    expect(story.sent.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('is had again when the provider takes it no more, the base’s being renewed first where needed', async () => {
    const { base, acting } = await started();
    story.simulator.control.tokens.expire(null);
    await story.bench.ask('sync.now', { id: acting.id });
    await story.pulled(acting.id);
    expect(exchanges().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect((await story.account(acting.id)).health.failure).toBeNull();
    expect((await story.account(base.id)).status).toBe('signed-in');
  });

  it('and everything of it goes when the right is taken away; the base stays', async () => {
    const { base, acting } = await started();
    story.simulator.control.faults.add({ path: '^/token-exchange', fault: { kind: 'status', status: 403 } });
    story.simulator.control.tokens.expire(null);
    await story.bench.ask('sync.now', { id: acting.id });
    await story.live(async () => (await accounts()).length === 1);
    expect(await story.account(base.id)).toMatchObject({ status: 'signed-in', health: { failure: null } });
    expect(await shown(acting.id)).toBe(0);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
  });

  it('outlives a sign-in host that is down for a while', async () => {
    const { acting } = await started();
    story.simulator.control.faults.add({ path: '^/token', fault: { kind: 'status', status: 503 } });
    story.simulator.control.tokens.expire(null);
    let answered = false;
    const asked = story.bench.ask('sync.now', { id: acting.id }).then(() => {
      answered = true;
    });
    await story.live(() => answered); // the failed requests are tried again after pauses
    await asked;
    expect((await story.account(acting.id)).health.failure?.code).toBe('provider-unavailable');
    expect((await story.account(acting.id)).status).toBe('memory-only');
    story.simulator.control.faults.clear();
    await story.live(async () => (await story.account(acting.id)).health.failure === null);
  });

  it('goes with the base’s when that is over: the base asks for a sign-in, its calls stay', async () => {
    const { base, acting } = await started();
    const calls = await shown(base.id);
    story.sleep(3 * 60 * minute);
    await story.live(async () => (await accounts()).length === 1);
    expect(await story.account(base.id)).toMatchObject({
      status: 'needs-sign-in',
      health: { failure: { code: 'not-signed-in' } },
    });
    expect(await shown(base.id)).toBe(calls);
    expect(await shown(acting.id)).toBe(0);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
  });
});

describe('the end of acting as another user', () => {
  it('comes with signing out of it, which leaves the base alone', async () => {
    const { base, acting } = await started();
    const left = await story.bench.ask('accounts.signOut', { id: acting.id, forgetCalls: false });
    expect(left.map(({ id, status }) => [id, status])).toEqual([[base.id, 'signed-in']]);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
  });

  it('comes with signing out of the base', async () => {
    const { base } = await started();
    const left = await story.bench.ask('accounts.signOut', { id: base.id, forgetCalls: true });
    expect(left).toEqual([]);
    expect(await story.bench.store.accounts()).toEqual([]);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
  });

  it('comes before it has begun when the base is signed out while the provider is still asked', async () => {
    const base = await story.signIn();
    story.simulator.control.faults.add({ path: '^/token-exchange', fault: { kind: 'delay', ms: 200 } });
    const asked = story.bench.failure('accounts.impersonate', { id: base.id, email: user(0) });
    await story.bench.ask('accounts.signOut', { id: base.id, forgetCalls: false });
    expect(await asked).toMatchObject({ code: 'not-signed-in' });
    expect(await accounts()).toEqual([base.id]);
    expect((await audited()).map(([what]) => what)).toEqual(['impersonation-ended', 'impersonation-started']);
  });

  it('comes with quitting', async () => {
    const { base, acting } = await started();
    await story.restart();
    expect(await accounts()).toEqual([base.id]);
    expect(await story.bench.store.accounts()).toEqual([base.id]);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
    expect(fs.readFileSync(path.join(story.profile, 'accounts.json'), 'utf8')).not.toContain(acting.id);
  });

  it('comes at the next start where the app was killed, before anything connects', async () => {
    const { base, acting } = await started();
    const asFound = scratchProfile();
    for (const file of ['accounts.json', 'audit.json'])
      fs.copyFileSync(path.join(story.profile, file), path.join(asFound, file));
    const database = openDatabase(path.join(story.profile, 'calls.db'));
    database.run('VACUUM INTO ?', path.join(asFound, 'calls.db'));
    database.close();
    const exchanged = exchanges().length;
    await story.restart(asFound);
    expect(await accounts()).toEqual([base.id]);
    expect(await shown(acting.id)).toBe(0);
    expect(await shown(base.id)).toBeGreaterThan(0);
    expect((await audited())[0]).toEqual(['impersonation-ended', user(0), base.id]);
    expect((await audited()).filter(([what]) => what === 'impersonation-ended')).toHaveLength(1);
    await story.pulled(base.id);
    expect(exchanges()).toHaveLength(exchanged);
  });

  it('does not come with connecting anew, checking it, or signing in to the base again', async () => {
    const { base, acting } = await started();
    await story.bench.ask('settings.write', { homeCountry: 'SK' });
    await story.signIn(undefined, { renew: base.id });
    await story.bench.ask('accounts.recheck', { id: acting.id });
    await story.bench.ask('sync.now', { id: acting.id });
    await story.pulled(acting.id);
    expect(await story.account(acting.id)).toMatchObject({
      actingAs: acting.actingAs,
      agent: acting.agent,
      capabilities: acting.capabilities,
    });
    expect(await story.account(acting.id)).toMatchObject({
      status: 'memory-only',
      health: { failure: null },
    });
    expect(await accounts()).toEqual([base.id, acting.id]);
  });
});

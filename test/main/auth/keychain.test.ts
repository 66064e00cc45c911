import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  installSecretService,
  missingForSecretService,
  type SecretService,
  startSecretService,
} from '../../support/secret-service.ts';

const service = 'dev.switchdeck';
const account = 'voipex:testacct2';
const vaultProcess = path.join(import.meta.dirname, '../../support/vault-process.ts');

const quitProcess = path.join(import.meta.dirname, '../../support/quit-process.ts');

const inVault = (environment: NodeJS.ProcessEnv, ...words: string[]): unknown => {
  const run = spawnSync(process.execPath, [vaultProcess, service, ...words], {
    env: environment,
    encoding: 'utf8',
    // A process with a hung keychain call cannot end by itself.
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
};

const missing = missingForSecretService();
if (missing.length > 0) {
  process.stderr.write(
    `\nNOT TESTED: the vault against a real keychain. Missing: ${missing.join(', ')}.\n  ${installSecretService}\n\n`,
  );
}

it('has a real Secret Service to test against when run by CI', () => {
  if (process.env['CI'] !== undefined) expect(missing).toEqual([]);
});

describe.runIf(missing.length === 0)('the vault over a real Secret Service', () => {
  let secrets: SecretService;
  beforeAll(async () => {
    secrets = await startSecretService();
  });
  afterAll(() => secrets.stop());

  it('proves the keychain and leaves nothing of the proof behind', () => {
    expect(inVault(secrets.environment, 'reading')).toEqual({ kept: 'keychain', reason: null });
    expect(secrets.lookUp(service, 'probe')).toBeNull();
  });

  it('keeps a credential where secret-tool finds it, for the next run of the app to read', () => {
    expect(inVault(secrets.environment, 'keep', account, 'grant-one')).toBe('keychain');
    expect(secrets.lookUp(service, account)).toContain('grant-one');
    expect(secrets.lookUp('app.switchdeck', account)).toBeNull();
    expect(inVault(secrets.environment, 'read', account)).toMatchObject({
      found: 'credential',
      kept: 'keychain',
    });
  });

  it('keeps a long credential in chunks and reads it back whole', () => {
    const grant = 'ž'.repeat(3_000);
    expect(inVault(secrets.environment, 'keep', account, grant)).toBe('keychain');
    expect(secrets.lookUp(service, account)).toMatch(/^chunks:/);
    expect(inVault(secrets.environment, 'read', account)).toMatchObject({ credential: { grant } });
  });

  it('removes a credential so that secret-tool no longer finds it', () => {
    inVault(secrets.environment, 'keep', account, 'grant-two');
    expect(inVault(secrets.environment, 'remove', account)).toBe('removed');
    expect(secrets.lookUp(service, account)).toBeNull();
    expect(inVault(secrets.environment, 'read', account)).toEqual({ found: 'absent' });
  });
});

describe.runIf(missing.length === 0)('the vault on a machine without a usable keychain', () => {
  it('keeps tokens in memory when there is no session bus', () => {
    const environment = { PATH: process.env['PATH'], HOME: '/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };
    expect(inVault(environment, 'reading')).toEqual({ kept: 'memory', reason: 'not-installed' });
    expect(inVault(environment, 'keep', account, 'grant')).toBe('memory');
  });

  it('keeps tokens in memory when there is a bus but nobody has unlocked the keyring', async () => {
    const secrets = await startSecretService({ locked: true });
    try {
      expect(inVault(secrets.environment, 'reading')).toMatchObject({ kept: 'memory' });
    } finally {
      await secrets.stop();
    }
  });

  it('quits all the same when the keychain never answers', async () => {
    const secrets = await startSecretService({ silent: true });
    try {
      const run = spawnSync(process.execPath, [quitProcess], {
        env: secrets.environment,
        encoding: 'utf8',
        timeout: 15_000,
        killSignal: 'SIGTERM',
      });
      expect(JSON.parse(run.stdout)).toEqual({ kept: 'memory', reason: 'locked-or-silent' });
      // By its own hand, not by the deadline's.
      expect(run.signal).toBe('SIGKILL');
    } finally {
      await secrets.stop();
    }
  });

  it('ends in good order when it did', async () => {
    const secrets = await startSecretService();
    try {
      const run = spawnSync(process.execPath, [quitProcess], {
        env: secrets.environment,
        encoding: 'utf8',
        timeout: 15_000,
      });
      expect([run.status, run.signal]).toEqual([0, null]);
    } finally {
      await secrets.stop();
    }
  });
});

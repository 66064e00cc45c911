import { describe, expect, it } from 'vitest';
import { createKeychainOpener, type NativeKeychain } from '../../../main/auth/keychain.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const service = 'dev.switchdeck';

/** keytar as it behaves when it works, in memory; keeps count of calls that are out at the same time. */
function workingKeytar() {
  const entries = new Map<string, string>();
  const seen = { calls: 0, out: 0, mostOut: 0 };
  const answer = async <T>(value: () => T): Promise<T> => {
    seen.calls += 1;
    seen.out += 1;
    seen.mostOut = Math.max(seen.mostOut, seen.out);
    await Promise.resolve();
    seen.out -= 1;
    return value();
  };
  const native: NativeKeychain = {
    getPassword: (_service, account) => answer(() => entries.get(account) ?? null),
    setPassword: (_service, account, secret) => answer(() => void entries.set(account, secret)),
    deletePassword: (_service, account) => answer(() => entries.delete(account)),
    findCredentials: () => answer(() => [...entries.keys()].map((account) => ({ account }))),
  };
  return { native, entries, seen };
}

describe('opening the keychain', () => {
  it('proves it with a value that it removes again', async () => {
    const { native, entries, seen } = workingKeytar();
    const reading = await createKeychainOpener({
      service,
      clock: createFakeClock(),
      load: async () => native,
    }).open();
    expect(reading.kept).toBe('keychain');
    expect(seen.calls).toBe(3);
    expect(entries.size).toBe(0);
  });

  it('is proven once for callers at the same time, which would otherwise read each other’s value', async () => {
    const { native, seen } = workingKeytar();
    const { open } = createKeychainOpener({ service, clock: createFakeClock(), load: async () => native });
    const readings = await Promise.all([open(), open(), open()]);
    expect(readings.map((reading) => reading.kept)).toEqual(['keychain', 'keychain', 'keychain']);
    expect(seen.calls).toBe(3);
    await open();
    expect(seen.calls).toBe(6);
  });

  it('keeps tokens in memory when the native module cannot be loaded', async () => {
    const load = (): Promise<NativeKeychain> =>
      Promise.reject(new Error('Failed to load keytar native addon'));
    expect(await createKeychainOpener({ service, clock: createFakeClock(), load }).open()).toEqual({
      kept: 'memory',
      reason: 'not-installed',
    });
  });

  it.each([
    ['not-installed', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['not-installed', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
    ['not-installed', 'Failed to execute child process "dbus-launch" (No such file or directory)'],
    ['refused', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['refused', 'User canceled the operation.'],
  ] as const)('says %s for libsecret’s “%s”', async (reason, message) => {
    const { native } = workingKeytar();
    const refusing = { ...native, setPassword: () => Promise.reject(new Error(message)) };
    expect(
      await createKeychainOpener({ service, clock: createFakeClock(), load: async () => refusing }).open(),
    ).toEqual({
      kept: 'memory',
      reason,
    });
  });

  it('does not trust a keychain that gives back something else than it was given', async () => {
    const { native } = workingKeytar();
    const forgetful = { ...native, getPassword: () => Promise.resolve(null) };
    expect(
      await createKeychainOpener({ service, clock: createFakeClock(), load: async () => forgetful }).open(),
    ).toEqual({
      kept: 'memory',
      reason: 'refused',
    });
  });

  it('gives up on a silent keychain after ten seconds and asks it nothing more', async () => {
    const clock = createFakeClock();
    const { native, seen } = workingKeytar();
    let calls = 0;
    const silent: NativeKeychain = {
      ...native,
      setPassword: () => {
        calls += 1;
        return new Promise(() => undefined);
      },
    };
    const { open, holdsThread } = createKeychainOpener({ service, clock, load: async () => silent });
    const first = open();
    expect(await clock.asleep()).toBe(10_000);
    await clock.advance(10_000);
    expect(await first).toEqual({ kept: 'memory', reason: 'locked-or-silent' });
    expect(await open()).toEqual({ kept: 'memory', reason: 'locked-or-silent' });
    expect(calls).toBe(1);
    expect(seen.calls).toBe(0);
    expect(holdsThread()).toBe(true);
  });

  it('is there again when the call that hung is answered after all', async () => {
    const clock = createFakeClock();
    const { native } = workingKeytar();
    const waiting: (() => void)[] = [];
    let locked = true;
    const locking: NativeKeychain = {
      ...native,
      setPassword: async (...entry) => {
        if (locked) await new Promise<void>((resolve) => waiting.push(resolve));
        return native.setPassword(...entry);
      },
    };
    const { open, holdsThread } = createKeychainOpener({ service, clock, load: async () => locking });
    expect(holdsThread()).toBe(false);
    const first = open();
    await clock.asleep();
    expect(holdsThread()).toBe(true);
    await clock.advance(10_000);
    expect(await first).toMatchObject({ kept: 'memory' });
    locked = false;
    for (const resolve of waiting) resolve();
    await clock.advance(0);
    expect(await open()).toMatchObject({ kept: 'keychain' });
    expect(holdsThread()).toBe(false);
  });

  it('has one call out at a time, and a failing one does not hold up the next', async () => {
    const { native, seen } = workingKeytar();
    const reading = await createKeychainOpener({
      service,
      clock: createFakeClock(),
      load: async () => native,
    }).open();
    if (reading.kept !== 'keychain') throw new Error('the keychain should have opened');
    const { keychain } = reading;
    native.getPassword = () => Promise.reject(new Error('busy'));
    const answers = await Promise.allSettled([
      keychain.set('a', '1'),
      keychain.get('a'),
      keychain.set('b', '2'),
      keychain.list(),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(seen.mostOut).toBe(1);
  });

  it('turns an argument that keytar refuses at once into a failure of ours', async () => {
    const { native } = workingKeytar();
    const reading = await createKeychainOpener({
      service,
      clock: createFakeClock(),
      load: async () => native,
    }).open();
    if (reading.kept !== 'keychain') throw new Error('the keychain should have opened');
    native.setPassword = () => {
      throw new Error('Password is required.');
    };
    await expect(reading.keychain.set('a', '')).rejects.toMatchObject({ code: 'secrets-unavailable' });
  });
});

import { anAccountRecord } from '../../support/account-record.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountRecord,
  type AccountRegister,
  createAccountRegister,
} from '../../../main/accounts/account-register.ts';
import { silentLog } from '../../../main/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { realKeptFile } from '../../support/kept-file.ts';

const clock = createFakeClock(Date.UTC(2026, 10, 21, 3, 4, 5, 678));

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-accounts-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (): AccountRegister =>
  createAccountRegister({ file: realKeptFile(folder, 'accounts'), clock, log: silentLog });
const file = (): string => path.join(folder, 'accounts.json');

const record = (n: number, part: Partial<AccountRecord> = {}): AccountRecord =>
  anAccountRecord({ id: `aircall:testacct${n}`, label: `Company ${n}`, signedInAs: `Company ${n}`, ...part });

describe('the account register', () => {
  it('remembers accounts between runs in the order they were added', () => {
    const register = open();
    register.put(record(1));
    register.put(record(2));
    register.put(record(1, { label: 'Renamed' }));
    expect(open().list()).toEqual([record(1, { label: 'Renamed' }), record(2)]);
    open().remove(record(1).id);
    expect(open().list()).toEqual([record(2)]);
    expect(open().find(record(1).id)).toBeUndefined();
  });

  it('offers the colour that fewest accounts have', () => {
    const register = open();
    expect(register.freeColour()).toBe('teal');
    register.put(record(1));
    expect(register.freeColour()).toBe('blue');
  });

  it.each([['{"version": 1, "acc'], ['[]'], ['{"version": 2, "accounts": []}']])(
    'keeps a file that it cannot read (%s) aside, names it and starts empty',
    (text) => {
      fs.writeFileSync(file(), text);
      const register = open();
      expect(register.list()).toEqual([]);
      expect(register.keptAside).toBe('accounts.corrupt-2026-11-21T03-04-05-678Z.json');
      expect(fs.readFileSync(path.join(folder, register.keptAside ?? ''), 'utf8')).toBe(text);
    },
  );

  it('keeps the readable accounts of a file with an unreadable one', () => {
    fs.writeFileSync(
      file(),
      JSON.stringify({ version: 1, accounts: [record(1), { ...record(2), colour: 'beige' }] }),
    );
    const register = open();
    expect(register.list()).toEqual([record(1)]);
    expect(register.keptAside).not.toBeNull();
  });

  it('refuses a record with a field that is none of ours, such as a token', () => {
    const register = open();
    expect(() => register.put({ ...record(1), token: 'x' } as AccountRecord)).toThrow(); // wrong on purpose
    expect(fs.existsSync(file())).toBe(false);
  });

  it('says so when the disk refuses and keeps what it had', () => {
    const register = open();
    register.put(record(1));
    fs.rmSync(file());
    fs.mkdirSync(path.join(file(), 'in the way'), { recursive: true });
    expect(() => register.put(record(2))).toThrow(expect.objectContaining({ code: 'cache-unavailable' }));
    expect(register.list()).toEqual([record(1)]);
  });
});

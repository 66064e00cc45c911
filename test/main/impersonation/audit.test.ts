import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../domain/acting.ts';
import { DeskError } from '../../../main/failures.ts';
import { createAudit } from '../../../main/impersonation/audit.ts';
import { silentLog } from '../../../main/log.ts';
import { scratchProfile } from '../../support/desk-bench.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeKeptFile, realKeptFile } from '../../support/kept-file.ts';

const clock = createFakeClock();
const entry = (n: number, what: AuditEntry['what'] = 'impersonation-started'): AuditEntry => ({
  at: n,
  what,
  accountId: 'voipex:aaaaaaaaaaaa',
  by: 'Lumora',
  as: `user-${String(n)}@lumora.example`,
});

let profile: string;
beforeEach(() => {
  profile = scratchProfile();
});
afterEach(() => fs.rmSync(profile, { recursive: true, force: true }));
const open = () => createAudit({ file: realKeptFile(profile, 'audit'), clock, log: silentLog });

describe('the record of who acted as whom', () => {
  it('is read back newest first by the next run', () => {
    const audit = open();
    audit.add(entry(1));
    audit.add(entry(2));
    expect(open().list()).toEqual([entry(2), entry(1)]);
  });

  it('keeps the newest thousand lines', () => {
    const file = fakeKeptFile({ version: 1, entries: Array.from({ length: 1000 }, (_, n) => entry(n)) });
    const audit = createAudit({ file, clock, log: silentLog });
    audit.add(entry(1000));
    const kept = createAudit({ file, clock, log: silentLog }).list();
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1000, entry(1000), entry(1)]);
  });

  it('notes an end once, and only of what was started', () => {
    const audit = open();
    const { accountId, as } = entry(1);
    audit.end(accountId, as);
    audit.add(entry(1));
    audit.end(accountId, as);
    audit.end(accountId, as);
    expect(audit.list().map(({ what, at }) => [what, at])).toEqual([
      ['impersonation-ended', clock.now()],
      ['impersonation-started', 1],
    ]);
  });

  it('notes the end of everything an earlier run left open, and of nothing else', () => {
    const audit = open();
    audit.add(entry(1));
    audit.add({ ...entry(1), what: 'impersonation-ended' });
    audit.add(entry(2));
    audit.add(entry(3, 'impersonation-refused'));
    open().endAll();
    expect(open().list()).toHaveLength(5);
    expect(open().list()[0]).toMatchObject({ what: 'impersonation-ended', as: entry(2).as });
  });

  it.each([
    ['is not JSON', '{"version":1,"entr', []],
    ['is something else', '{"accounts":[]}', []],
    [
      'has one wrong line',
      JSON.stringify({ version: 1, entries: [entry(1), { ...entry(2), what: 'other' }] }),
      [entry(1)],
    ],
  ])('is set aside when it %s, and goes on with what could be read', (_how, content, readable) => {
    fs.writeFileSync(path.join(profile, 'audit.json'), content);
    const audit = open();
    expect(audit.list()).toEqual(readable);
    expect(audit.keptAside).toMatch(/^audit\.corrupt-.+\.json$/);
    expect(fs.readFileSync(path.join(profile, audit.keptAside ?? ''), 'utf8')).toBe(content);
    audit.add(entry(3));
    expect(open().list()).toEqual([entry(3), ...readable]);
    expect(open().keptAside).toBeNull();
  });

  it('never blocks, and refuses a line that cannot be written', () => {
    const audit = createAudit({
      file: {
        read: () => {
          throw new Error('EACCES');
        },
        write: () => {
          throw new Error('EROFS');
        },
        setAside: () => {
          throw new Error('EROFS');
        },
      },
      clock,
      log: silentLog,
    });
    expect(audit.list()).toEqual([]);
    const failure = (): unknown => {
      try {
        audit.add(entry(1));
        return null;
      } catch (error) {
        return error;
      }
    };
    expect(failure()).toBeInstanceOf(DeskError);
    expect(failure()).toMatchObject({ code: 'cache-unavailable', where: 'audit' });
    expect(audit.list()).toEqual([]);
  });
});

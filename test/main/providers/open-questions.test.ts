import { describe, expect, it } from 'vitest';
import type { AircallOptions } from '../../simulators/aircall/index.ts';
import type { VoipexOptions } from '../../simulators/voipex/index.ts';
import { neverAborted } from './session-context.ts';
import { readAll, settled, type Subject } from './subject.ts';
import { aircallSubject, voipexSubject } from './subjects.ts';

/** Where the references leave a question open, every answer must do. */
async function expectWhole(subject: Subject): Promise<void> {
  try {
    const { session, access, context } = await settled(subject);
    expect(access.capabilities).toMatchObject({ calls: 'proven', switchboard: 'proven' });
    const calls = await readAll(() => session, subject.range);
    expect(new Set(calls.map(subject.markOf))).toEqual(subject.expected);
    expect((await session.switchboard.read('everything', neverAborted)).people).toHaveLength(subject.people);
    expect(context.counted.rejected).toEqual([]);
  } finally {
    await subject.close();
  }
}

describe('everything is read from Aircall', () => {
  it.each<[string, AircallOptions['switches']]>([
    ['tells no limit', { headersOnRateLimit: 'never' }],
    ['tells its limit only when it is reached', { headersOnRateLimit: 'only-on-429', limitPerMinute: 30 }],
    ['tells the reset in milliseconds', { resetUnit: 'milliseconds', limitPerMinute: 30 }],
    ['drops the filters from its links', { linksKeepFilters: false }],
    ['refuses pages beyond the cap', { beyondCap: '400' }],
    ['still answers the old list of users', { v1Users: 'alive' }],
  ])('when it %s', async (_answer, switches) => {
    await expectWhole(await aircallSubject(switches));
  });

  it('when there is more than a query gives out, and a page beyond is refused', async () => {
    const subject = await aircallSubject({ beyondCap: '400', limitPerMinute: null }, 23_000);
    expect(subject.expected.size).toBeGreaterThan(10_000);
    await expectWhole(subject);
    // Some 230 pages over HTTP: far beyond the usual time where the machine does much else.
  }, 120_000);
});

describe('everything is read from VoIPEX', () => {
  it.each<[string, VoipexOptions['switches']]>([
    ['writes plain local times', { dateFormat: 'plain' }],
    ['writes national numbers', { numberFormat: 'national' }],
    ['writes numbers with 00', { numberFormat: 'double-zero' }],
    ['has tidy rows', { messyRows: false }],
    ['writes its errors the newer way', { errorShape: 'message' }],
    ['refuses a scope', { refuseScope: true }],
    ['gives tokens that live a minute', { accessTokenLife: 60 }],
    ['lists switchboards flat', { pbxShape: 'flat' }],
    ['lists switchboards under items', { pbxShape: 'items' }],
  ])('when it %s', async (_answer, switches) => {
    await expectWhole(await voipexSubject('ipbx', switches));
    await expectWhole(await voipexSubject('central', switches));
  });

  it('when an access without impersonation may read the IPBX API instead', async () => {
    const subject = await voipexSubject('central', { limitedAccessSees: 'ipbx' });
    try {
      const { session, access } = await settled(subject);
      expect(access).toMatchObject({
        surface: 'ipbx',
        capabilities: { calls: 'proven', switchboard: 'proven' },
      });
      expect(await readAll(() => session, subject.range)).not.toEqual([]);
    } finally {
      await subject.close();
    }
  });
});

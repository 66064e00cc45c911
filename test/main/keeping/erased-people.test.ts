import { describe, expect, it } from 'vitest';
import { createErasedPeople } from '../../../main/keeping/erased-people.ts';
import { silentLog } from '../../../main/log.ts';
import { aCall } from '../../support/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { type FakeKeptFile, fakeKeptFile } from '../../support/kept-file.ts';

const clock = createFakeClock();
const until = clock.now();
const open = (file: FakeKeptFile = fakeKeptFile()) => createErasedPeople({ file, clock, log: silentLog });
const from = (e164: string | null, raw: string, startedAt = until - 1) =>
  aCall({ startedAt, remote: { e164, raw } });

describe('the list of who was erased', () => {
  it('knows the person by every way their number may be written, in the next run too', () => {
    const file = fakeKeptFile();
    open(file).add('606 123 456', 'CZ', until);
    const erased = open(file);
    for (const call of [
      from('+420606123456', '+420 606 123 456'),
      from('+420606123456', 'anything'),
      from(null, '420606123456'),
      from(null, '00420606123456'),
      from(null, '606123456'),
      from(null, '0606 123 456'),
    ])
      expect(erased.isUnwanted(call, 'CZ')).toBe(true);
  });

  it('leaves everybody else alone, and who withholds their number', () => {
    const erased = open();
    erased.add('+420606123456', 'CZ', until);
    for (const call of [
      from('+421606123456', '606123456'),
      from('+420606123457', '606123457'),
      from(null, '6123'),
      from(null, ''),
      from(null, 'anonymous'),
    ])
      expect(erased.isUnwanted(call, 'CZ')).toBe(false);
    expect(open().isUnwanted(from('+420606123456', ''), 'CZ')).toBe(false);
  });

  it('does not hide a call the person makes afterwards', () => {
    const erased = open();
    erased.add('+420606123456', 'CZ', until);
    expect(erased.isUnwanted(from('+420606123456', '', until), 'CZ')).toBe(false);
    erased.add('606123456', 'CZ', until + 10);
    expect(erased.isUnwanted(from('+420606123456', '', until), 'CZ')).toBe(true);
  });

  it('takes their number out of calls of others that were transferred to it before', () => {
    const erased = open();
    const to = (number: string | null, startedAt = until - 1) =>
      aCall({ startedAt, transferredTo: { agent: null, number } });
    expect(erased.withoutTarget(to('606123456'), 'CZ')).toEqual(to('606123456'));
    erased.add('606 123 456', 'CZ', until);
    for (const number of ['+420 606 123 456', '00420606123456', '606/123-456'])
      expect(erased.withoutTarget(to(number), 'CZ')).toEqual(to(null));
    expect(erased.withoutTarget(to('606123456'), 'SK')).toEqual(to(null));
    for (const call of [to('606123456', until), to('606123457'), to(null), aCall({ startedAt: 0 })])
      expect(erased.withoutTarget(call, 'CZ')).toEqual(call);
  });

  it('still knows them when home is moved to another country', () => {
    const erased = open();
    erased.add('606123456', 'CZ', until);
    expect(erased.isUnwanted(from('+421606123456', '606 123 456'), 'SK')).toBe(true);
  });

  it('knows extensions and short numbers as they are', () => {
    const erased = open();
    erased.add('6123', 'CZ', until);
    expect(erased.isUnwanted(from(null, '6123'), 'CZ')).toBe(true);
    expect(erased.isUnwanted(from('+420606126123', ''), 'CZ')).toBe(false);
  });

  it('holds no number, and one mark for nobody twice', () => {
    const [one, other] = [fakeKeptFile(), fakeKeptFile()];
    for (const file of [one, other]) open(file).add('+420606123456', 'CZ', until);
    open(one).add('606123456', 'CZ', until);
    expect(JSON.stringify(one.content)).not.toMatch(/606|123456/);
    expect(one.content).toMatchObject({ version: 1, people: [{ country: 'CZ', until }] });
    const marks = (file: FakeKeptFile) => JSON.stringify((file.content as { people: unknown }).people);
    expect(marks(one)).not.toBe(marks(other));
  });
});

describe('a list of who was erased that cannot be read', () => {
  it.each([['nonsense'], [{ version: 1, salt: 'short', people: [] }], [[]]])(
    'is kept aside, and said: %j',
    (content) => {
      const file = fakeKeptFile(content);
      const erased = open(file);
      expect(erased.keptAside).toBe(file.setAsideNames[0]);
      erased.add('+420606123456', 'CZ', until);
      expect(open(file).isUnwanted(from('+420606123456', ''), 'CZ')).toBe(true);
    },
  );

  it('costs no more than what of it is wrong', () => {
    const file = fakeKeptFile();
    open(file).add('+420606123456', 'CZ', until);
    const content = file.content as { people: unknown[] }; // as this very module wrote it
    content.people.push({ marks: 'none' });
    const erased = open(file);
    expect(erased.keptAside).not.toBeNull();
    expect(erased.isUnwanted(from('+420606123456', ''), 'CZ')).toBe(true);
    expect(open(file).keptAside).toBeNull();
  });

  it('keeps anybody from being erased as long as nothing can be written', () => {
    const file = fakeKeptFile('nonsense');
    file.setAside = file.write = () => {
      throw new Error('EROFS');
    };
    const erased = open(file);
    expect(() => erased.add('+420606123456', 'CZ', until)).toThrow(
      expect.objectContaining({ code: 'cache-unavailable', where: 'erased' }),
    );
    expect(erased.isUnwanted(from('+420606123456', ''), 'CZ')).toBe(false);
  });
});

import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../main/failures.ts';
import { listedCalls } from '../../support/listed-calls.ts';
import { calls, request, useExports } from './exports-bench.ts';

const { open, told, left, ended, inFolder } = useExports();

/** A store whose second slice waits until it is let go. */
function halting() {
  const store = listedCalls(calls);
  const reached = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    letGo: letGo.resolve,
    fail: letGo.reject,
    store: {
      ...store,
      slice: async (...given: Parameters<typeof store.slice>) => {
        if (given[1] !== null) {
          reached.resolve();
          await letGo.promise;
        }
        return store.slice(...given);
      },
    },
  };
}

describe.each(['csv', 'xlsx'] as const)('an export to %s that does not come to its end', (format) => {
  it('leaves nothing behind when it is cancelled', async () => {
    const halt = halting();
    const exports = open({ store: halt.store });
    await exports.handlers['exports.begin'](request({ format }));
    await halt.reached;
    expect(left()).toEqual([expect.stringMatching(/^\.switchdeck-[0-9a-f]{12}\.part$/)]);
    const cancelled = exports.handlers['exports.cancel']({});
    halt.letGo();
    expect(await cancelled).toEqual({ done: true });
    expect([told().at(-1)?.phase, told().at(-1)?.failure, left()]).toEqual(['cancelled', null, []]);
    await exports.handlers['exports.begin'](request({ format }));
    expect((await ended()).phase).toBe('done');
  });

  it('leaves nothing behind when the app quits, and nothing begins any more', async () => {
    const halt = halting();
    const exports = open({ store: halt.store });
    await exports.handlers['exports.begin'](request({ format }));
    await halt.reached;
    const stopped = exports.stop();
    halt.letGo();
    await stopped;
    expect(left()).toEqual([]);
    expect(await exports.handlers['exports.begin'](request({ format }))).toBeNull();
  });

  it('says why the calls could not be read', async () => {
    const halt = halting();
    await open({ store: halt.store }).handlers['exports.begin'](request({ format }));
    await halt.reached;
    halt.fail(new DeskError('cache-unavailable', { where: 'read' }));
    expect(await ended()).toMatchObject({
      phase: 'failed',
      failure: { code: 'cache-unavailable', where: 'read' },
    });
    expect(left()).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EIO', 'file-refused'],
  ])('says of %s that it is %s', async (errno, code) => {
    const refuse = async (): Promise<never> =>
      Promise.reject(Object.assign(new Error(errno), { code: errno }));
    await open({
      createFile: async (file) => {
        const real = await fs.promises.open(file, 'wx');
        await real.appendFile('a part of it');
        return { appendFile: refuse, sync: () => real.sync(), close: () => real.close() };
      },
    }).handlers['exports.begin'](request({ format }));
    expect(await ended()).toMatchObject({ phase: 'failed', failure: { code, where: 'export' } });
    expect(left()).toEqual([]);
  });
});

describe('an export that cannot begin', () => {
  const begin = (file: string) => open({ chooseFile: async () => file }).handlers['exports.begin'](request());

  it('says so of a folder that is not there, is no folder, or of a folder in the place of the file', async () => {
    fs.writeFileSync(inFolder('file'), '');
    fs.mkdirSync(inFolder('folder.csv'));
    for (const file of ['gone/a.csv', 'file/a.csv', 'folder.csv'])
      await expect(begin(inFolder(file))).rejects.toMatchObject({ code: 'file-refused' });
    expect([left(), told()]).toEqual([['file', 'folder.csv'], []]);
  });

  it('does not keep another from beginning', async () => {
    const files = [inFolder('gone/a.csv'), inFolder('a.csv')];
    const exports = open({ chooseFile: async () => files.shift() ?? null });
    const first = exports.handlers['exports.begin'](request());
    await expect(first).rejects.toMatchObject({ code: 'file-refused' });
    await exports.handlers['exports.begin'](request());
    expect((await ended()).phase).toBe('done');
  });

  it('is refused while another runs, or is being asked where to', async () => {
    const refusal = { code: 'invalid-request', where: 'exports.running' };
    const choosing = Promise.withResolvers<string | null>();
    const halt = halting();
    const exports = open({ store: halt.store, chooseFile: () => choosing.promise });
    const first = exports.handlers['exports.begin'](request());
    await expect(exports.handlers['exports.begin'](request())).rejects.toMatchObject(refusal);
    choosing.resolve(inFolder('a.csv'));
    await first;
    await expect(exports.handlers['exports.begin'](request())).rejects.toMatchObject(refusal);
    halt.letGo();
    expect((await ended()).phase).toBe('done');
  });
});

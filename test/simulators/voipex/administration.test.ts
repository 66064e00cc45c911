import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bench, noon, startBench } from './bench.ts';
import { CallPage, CallRecordings, RecordingPage } from './documented.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const Removed = z.strictObject({
  deleted: z.array(z.string()),
  errors: z.array(z.strictObject({ file: z.string(), message: z.string() })),
});
const remove = async (body: unknown) =>
  (await bench.ask('ipbx', '/recordings/batch-delete', Removed, { method: 'POST', body })).body;
const files = async () => (await bench.ask('ipbx', '/recordings', RecordingPage)).body.files;

describe('deleting recordings', () => {
  it('by name takes them from the list, the call and the call log, and reports names that are none', async () => {
    const [name = ''] = await files();
    const { items } = (await bench.ask('ipbx', '/calls?pageSize=5000', CallPage)).body;
    const callId = items.find(({ filename }) => filename === name)?.linkedid ?? '';
    expect(await remove({ fileNames: [name, 'none.mp3'] })).toEqual({
      deleted: [name],
      errors: [{ file: 'none.mp3', message: 'Recording not found' }],
    });
    expect(await files()).not.toContain(name);
    expect(await bench.status('ipbx', `/recordings/${encodeURIComponent(name)}`)).toBe(404);
    expect((await bench.ask('ipbx', `/calls/${callId}/recordings`, CallRecordings)).body).toEqual([]);
    const row = (await bench.ask('ipbx', `/calls?linkedid=${callId}`, CallPage)).body.items;
    expect(row.map(({ filename }) => filename)).not.toContain(name);
  });

  it('by call, and by extension and time', async () => {
    const { items } = (await bench.ask('ipbx', '/calls?pageSize=5000&way=Out', CallPage)).body;
    const recorded = items.filter(({ filename }) => (filename ?? '') !== '');
    const callId = recorded[0]?.linkedid ?? '';
    expect(await remove({ callIds: [callId] })).toEqual({ deleted: [recorded[0]?.filename], errors: [] });
    expect((await remove({ callIds: [callId] })).errors).toHaveLength(1);

    const later = recorded.at(-1);
    const userFilter = { extensions: [String(later?.line)], startTime: later?.calldate };
    const { deleted } = await remove({ userFilter });
    expect(deleted).toContain(later?.filename);
    expect(await files()).not.toEqual(expect.arrayContaining(deleted));
    const past = new Date(noon - 400 * 86_400_000).toISOString();
    expect((await remove({ userFilter: { ...userFilter, startTime: past, endTime: past } })).deleted).toEqual(
      [],
    );
  });

  it('takes exactly one of the three ways', async () => {
    for (const body of [
      {},
      { fileNames: ['a'], callIds: ['b'] },
      { userFilter: { extensions: ['201'], startTime: 'x' } },
    ]) {
      expect(await bench.status('ipbx', '/recordings/batch-delete', { method: 'POST', body })).toBe(400);
    }
  });
});

describe('administration', () => {
  it('is for the API access; users of the PBX are refused', async () => {
    expect(await bench.status('ipbx', '/service/reload?type=full', { method: 'PUT' })).toBe(200);
    const token = await bench.signIn(bench.simulator.userLogins[0]);
    expect(await bench.status('ipbx', '/service/reload', { method: 'PUT', token })).toBe(403);
    const body = { fileNames: ['a'] };
    expect(await bench.status('ipbx', '/recordings/batch-delete', { method: 'POST', token, body })).toBe(403);
  });
});

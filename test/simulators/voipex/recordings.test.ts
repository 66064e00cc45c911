import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from './bench.ts';
import { CallPage, CallRecordings, RecordingPage } from './documented.ts';

let bench: Bench;
let token: string;
beforeAll(async () => {
  bench = await startBench();
  token = await bench.signIn();
});
afterAll(() => bench.close());

const fetchBytes = async (path: string) => {
  const response = await fetch(bench.simulator.ipbxUrl + path, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes };
};

describe('the list of recordings', () => {
  it('names every recorded call of the window, a thousand at a time', async () => {
    const { items } = (await bench.ask('ipbx', '/calls?pageSize=5000', CallPage)).body;
    const { body } = await bench.ask('ipbx', '/recordings', RecordingPage);
    const names = items.flatMap(({ filename }) =>
      filename === undefined || filename === '' ? [] : [filename],
    );
    expect(body.files).toEqual(names.slice(0, 1000));
    expect(body.totalPages).toBe(Math.ceil(names.length / 1000));
    expect(await bench.status('ipbx', '/recordings?pageSize=1001')).toBe(400);
  });
});

describe('a recording', () => {
  const anyRecording = async () => {
    const { items } = (await bench.ask('ipbx', '/calls?pageSize=5000', CallPage)).body;
    const item = items.find(({ filename, billsec }) => filename !== '' && billsec > 20 && billsec < 60);
    return { name: item?.filename ?? '', callId: item?.linkedid ?? '', billsec: item?.billsec ?? 0 };
  };

  it('is an mp3 as long as the talk, fetched by its escaped name', async () => {
    const { name, billsec } = await anyRecording();
    expect(name).toMatch(/^\d{4}\/\d{2}\/\d{2}\//u);
    const { status, type, bytes } = await fetchBytes(`/recordings/${encodeURIComponent(name)}`);
    expect([status, type]).toEqual([200, 'audio/mpeg']);
    // MPEG-1 layer III at 44.1 kHz: a frame header every 104 bytes, 1152 samples each.
    expect(bytes.readUInt16BE(0)).toBe(0xfffb);
    expect(bytes.readUInt16BE(104)).toBe(0xfffb);
    expect(((bytes.length / 104) * 1152) / 44_100).toBeCloseTo(billsec, 0);
    const older = await fetchBytes(`/recordings/${encodeURIComponent(name)}/ipbx/1203`);
    expect(older.bytes.equals(bytes)).toBe(true);
  });

  it('is a wav under the other extension', async () => {
    const { name, billsec } = await anyRecording();
    const { type, bytes } = await fetchBytes(`/recordings/${encodeURIComponent(name.replace('mp3', 'wav'))}`);
    expect(type).toBe('audio/wav');
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect((bytes.length - 44) / 16_000).toBe(billsec);
  });

  it('is found from its call, and packed into a zip', async () => {
    const { name, callId } = await anyRecording();
    const { body } = await bench.ask('ipbx', `/calls/${callId}/recordings`, CallRecordings);
    expect(body.map((recording) => recording.name)).toContain(name);
    const { status, type, bytes } = await fetchBytes(
      `/recordings/download?callId=${callId}&callId=${callId}`,
    );
    expect([status, type]).toEqual([200, 'application/zip']);
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
    expect(bytes.includes(name.replaceAll('/', '-'))).toBe(true);
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(body.length);
  });

  it('that does not exist is not found, nor is a flac, nor a path out of the folder', async () => {
    const { name } = await anyRecording();
    for (const wrong of [
      '2026/11/20/1795179792.311-1-201.mp3',
      name.replace('mp3', 'flac'),
      '../../etc/passwd',
    ]) {
      expect((await fetchBytes(`/recordings/${encodeURIComponent(wrong)}`)).status).toBe(404);
    }
    expect((await fetchBytes(`/recordings/download?${'callId=1.1&'.repeat(51)}`)).status).toBe(400);
  });
});

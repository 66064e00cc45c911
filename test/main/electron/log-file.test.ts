import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createLogFile } from '../../../main/electron/log-file.ts';

it('writes words of ours, and nothing that looks like an e-mail, a token, a number or an address', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-log-'));
  try {
    const log = createLogFile(folder, false);
    log.info('account.signed-in', { account: 'aircall:k3j9x0a1', way: 'aircall-api-key', renewed: false });
    log.warn('provider.rejected-record', { where: 'calls[n].started_at', code: null });
    log.error('anything', { where: 'jana@lumora.example' });
    log.error('anything', { where: '+420606123456' });
    log.error('anything', { where: 'https://api.aircall.io/v1/calls?from=1' });
    log.error('anything', { where: 'e'.repeat(81) });
    const lines = fs.readFileSync(path.join(folder, 'switchdeck.log'), 'utf8').trim().split('\n');
    expect(lines.map((line) => line.replace(/^\[[^\]]*\] \[[^\]]*\]\s+/, ''))).toEqual([
      'account.signed-in account=aircall:k3j9x0a1 way=aircall-api-key renewed=false',
      'provider.rejected-record where=calls[n].started_at code=null',
      ...Array.from({ length: 4 }, () => 'anything where=(left out)'),
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

import path from 'node:path';
import electronLog from 'electron-log/node';
import type { Log, LogFacts } from '../log.ts';

/** Words of ours: an id, a code, the path of a field. Anything longer or stranger (an e-mail, a token) is not written. */
const harmless = /^[A-Za-z0-9 ._:#/\-[\]]{0,80}$/;

const line = (event: string, facts: LogFacts): string =>
  [
    event,
    ...Object.entries(facts).map(
      ([key, value]) =>
        `${key}=${typeof value === 'string' && !harmless.test(value) ? '(left out)' : String(value)}`,
    ),
  ].join(' ');

/** The log file below `folder`: one megabyte, then one older file is kept. */
export function createLogFile(folder: string, echo: boolean): Log {
  const logger = electronLog.create({ logId: 'switchdeck' });
  logger.transports.file.resolvePathFn = () => path.join(folder, 'switchdeck.log');
  logger.transports.file.maxSize = 1024 * 1024;
  logger.transports.console.level = echo ? 'info' : false;
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, facts: LogFacts = {}): void =>
      logger[level](line(event, facts));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

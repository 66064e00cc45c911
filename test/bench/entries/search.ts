import { DatabaseSync } from 'node:sqlite';
import { anyCall } from '../../../domain/call.ts';
import { folded } from '../../../domain/folding.ts';
import { bareSearch } from '../bare-search.ts';
import { cachedStore } from '../calls-database.ts';
import { compare, type Entry, median, percentile } from '../entry.ts';
import { pagesOf, whenCounted } from '../through-the-bridge.ts';

const stored = 1_000_000;
const rows = 100;

/** What people type, whole; it is asked for after every letter. */
const typed = [
  ...['nováková', 'dvorak jiri', 'Šárka Řezníčková', 'loïc mercier', 'thistlewood', 'hana', 'Zoë'],
  ...['beranek', 'gwendolyn ashworth', 'cernA', 'prochazka tomas', 'müller', 'siobhan', 'kovarstvi'],
  ...['+420 555 012', '5550', '606 123 456', '33465', '420222888', '0207946', '1234', '77', '+44 20'],
  ...['podpora', 'reklamace', 'fakturu', 'zavolani zitra', 'Praha', 'billing', 'sarl', 's.r.o.', 'vip'],
  ...['from:novak', 'od:"jana dvorakova"', 'agent:rhys', 'kdo:tereza missed', 'line:obchod', 'tag:vip'],
  ...['team:podpora >5m', 'note:faktura', 'missed', 'missed today', 'answered week nova', 'zmeskane vcera'],
  ...['>10m', 'incoming <30s jana', 'outgoing 555', 'internal novak', 'voicemail', 'missed 4205550'],
  ...['xyzzy', 'qwertyuiop', '999999999', 'novakova xyzzy', 'agent:nobody', '%', '"jana nova'],
];
/** Asked before anything is timed: the machine is as warm as after a minute of work. */
const warmUp = [
  'vesela',
  'kolackova',
  '5558',
  '33467',
  'agent:tom',
  'missed 22',
  'ashworth',
  'posláno e-mailem',
];
/** Bare SQL takes so long that it is asked only some of the keystrokes, evenly spread. */
const sqlEvery = 5;
const scanned = ['novak', '5550', 'rekl', 'thistlewood', 'xyzzy'];

const keystrokes = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => Array.from(text, (_, end) => text.slice(0, end + 1)))),
];

const searched = `concat_ws(char(10), parties.words, parties.digits, marks.tags, marks.teams, marks.transfers,
  marks.digits, agents.words, agents.digits, lines.words, lines.digits, notes.words)`;
const tables = `calls LEFT JOIN parties ON parties.id = party LEFT JOIN marks ON marks.id = marks
  LEFT JOIN agents ON agents.id = agent LEFT JOIN lines ON lines.id = line LEFT JOIN notes ON notes.rowid = calls.key`;
/** The question without an index: every call, and each text of it that is searched, in the database as it is. */
const likeSql = `SELECT count(*) FROM ${tables} WHERE ${searched} LIKE ?`;
/** The same with the texts laid out for it in memory beforehand, a row for each call: told beside, as nobody keeps that. */
const laidOutSql = `CREATE TABLE laid_out AS SELECT ${searched} AS text FROM ${tables}`;
const likeLaidOutSql = 'SELECT count(*) FROM laid_out WHERE text LIKE ?';

/** Search as it is typed, through everything that lies between the key and the rows. */
export const search: Entry = {
  name: 'search',
  about: `the newest ${String(rows)} calls and the count after every letter typed, p95, at ${String(stored)} calls: through worker, bridge checks and copies, against the same question as bare SQL in one process, and a LIKE scan of the same database`,
  async run() {
    const { store, file, remove } = await cachedStore(stored);
    const database = new DatabaseSync(file);
    try {
      await whenCounted(store);
      const ask = pagesOf(store);
      const timed = async (work: () => unknown): Promise<number> => {
        const from = performance.now();
        await work();
        return performance.now() - from;
      };
      const page = (text: string) =>
        ask({ filter: { ...anyCall, text }, anchor: null, offset: 0, limit: rows });
      for (const text of keystrokes(warmUp)) await page(text);

      const all = keystrokes(typed);
      const ours: number[] = [];
      const bare: number[] = [];
      let disagreements = 0;
      for (const [place, text] of all.entries()) {
        let count = 0;
        ours.push(await timed(async () => (count = (await page(text)).total.count)));
        if (place % sqlEvery !== 0) continue;
        let matches = 0;
        bare.push(await timed(() => (matches = bareSearch(database, text).matches)));
        if (matches !== count) disagreements += 1;
      }
      const scanOf = async (sql: string): Promise<number> => {
        const like = database.prepare(sql);
        const took: number[] = [];
        for (const text of scanned) took.push(await timed(() => like.get(`%${folded(text)}%`)));
        return median(took);
      };
      database.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -400000');
      const scan = await scanOf(likeSql);
      database.exec(laidOutSql);
      const laidOut = await scanOf(likeLaidOutSql);

      const p95 = { ours: percentile(ours, 0.95), against: percentile(bare, 0.95) };
      const shareOfScan = p95.ours / scan;
      const ms = (value: number): string => value.toFixed(2);
      const compared = compare(
        'search',
        'ms',
        1.5,
        p95,
        `p95 of ${String(all.length)} keystrokes, of ${String(bare.length)} for SQL; medians ${ms(median(ours))} and ${ms(median(bare))} ms; ` +
          `LIKE scan of the same database ${ms(scan)} ms, of which p95 is 1/${(1 / shareOfScan).toFixed(0)} (to be 1/20 at most), ` +
          `of texts laid out for it in memory ${ms(laidOut)} ms; ` +
          `${String(disagreements)} counts differ from SQL`,
      );
      return { ...compared, holds: compared.holds && shareOfScan <= 1 / 20 };
    } finally {
      database.close();
      await remove();
    }
  },
};

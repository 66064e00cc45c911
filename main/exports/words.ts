import type { Call } from '../../domain/call.ts';
import type { ExportRequest } from '../../domain/export.ts';

/** What the columns of an export are called. */
export interface Headings {
  readonly account: string;
  readonly system: string;
  readonly id: string;
  readonly started: string;
  readonly answered: string;
  readonly ended: string;
  readonly offset: string;
  readonly direction: string;
  readonly outcome: string;
  readonly reason: string;
  readonly wait: string;
  readonly talk: string;
  readonly number: string;
  readonly name: string;
  readonly organisation: string;
  readonly line: string;
  readonly lineNumber: string;
  readonly agent: string;
  readonly teams: string;
  readonly tags: string;
  readonly notes: string;
  readonly transferredBy: string;
  readonly transferredTo: string;
  readonly recording: string;
}

/** Everything in an export that is a word of ours and not a fact of a call. */
export interface ExportWords {
  /** Of the file that is suggested, without date and extension. */
  readonly fileName: string;
  /** Of the first sheet; the others are counted. At most 25 characters, without `[]:*?/\`. */
  readonly sheet: string;
  /** What parts the cells of a line: Excel takes what the country writes lists with. */
  readonly separator: ';' | ',';
  readonly headings: Headings;
  /** Behind the heading of an instant that is written as two columns. */
  readonly date: string;
  readonly time: string;
  readonly directions: Readonly<Record<Call['direction'], string>>;
  readonly outcomes: Readonly<Record<NonNullable<Call['outcome']>, string>>;
  /** For a call that still runs. */
  readonly states: Readonly<Record<Call['state'], string>>;
  readonly yes: string;
  readonly no: string;
}

const en: ExportWords = {
  fileName: 'calls',
  sheet: 'Calls',
  separator: ',',
  headings: {
    account: 'Account',
    system: 'System',
    id: 'Call id',
    started: 'Start',
    answered: 'Answered',
    ended: 'End',
    offset: 'UTC offset',
    direction: 'Direction',
    outcome: 'Outcome',
    reason: "System's own word",
    wait: 'Wait (s)',
    talk: 'Talk (s)',
    number: 'Number',
    name: 'Name',
    organisation: 'Organisation',
    line: 'Line',
    lineNumber: 'Line number',
    agent: 'Agent',
    teams: 'Teams',
    tags: 'Tags',
    notes: 'Notes',
    transferredBy: 'Transferred by',
    transferredTo: 'Transferred to',
    recording: 'Recording',
  },
  date: 'date',
  time: 'time',
  directions: { in: 'incoming', out: 'outgoing', internal: 'internal' },
  outcomes: {
    answered: 'answered',
    missed: 'missed',
    voicemail: 'voicemail',
    abandoned: 'abandoned',
    busy: 'busy',
    failed: 'failed',
    blocked: 'blocked',
    other: 'other',
  },
  states: { ringing: 'ringing', ongoing: 'ongoing', ended: 'ended' },
  yes: 'yes',
  no: 'no',
};

const cs: ExportWords = {
  fileName: 'hovory',
  sheet: 'Hovory',
  separator: ';',
  headings: {
    account: 'Účet',
    system: 'Systém',
    id: 'Id hovoru',
    started: 'Začátek',
    answered: 'Přijetí',
    ended: 'Konec',
    offset: 'Posun od UTC',
    direction: 'Směr',
    outcome: 'Výsledek',
    reason: 'Slovo systému',
    wait: 'Čekání (s)',
    talk: 'Hovor (s)',
    number: 'Číslo',
    name: 'Jméno',
    organisation: 'Firma',
    line: 'Linka',
    lineNumber: 'Číslo linky',
    agent: 'Operátor',
    teams: 'Týmy',
    tags: 'Štítky',
    notes: 'Poznámky',
    transferredBy: 'Přepojil',
    transferredTo: 'Přepojeno na',
    recording: 'Nahrávka',
  },
  date: 'datum',
  time: 'čas',
  directions: { in: 'příchozí', out: 'odchozí', internal: 'interní' },
  outcomes: {
    answered: 'zodpovězený',
    missed: 'zmeškaný',
    voicemail: 'vzkaz',
    abandoned: 'volající nepočkal',
    busy: 'obsazeno',
    failed: 'nespojený',
    blocked: 'blokovaný',
    other: 'ukončený jinak',
  },
  states: { ringing: 'vyzvání', ongoing: 'probíhá', ended: 'ukončený' },
  yes: 'ano',
  no: 'ne',
};

export const exportWords: Readonly<Record<ExportRequest['language'], ExportWords>> = { cs, en };

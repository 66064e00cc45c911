import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CallerHistory } from '../../domain/live.ts';
import type { CallWay, LiveCall } from '../../domain/switchboard.ts';
import { toE164 } from '../providers/phone-numbers.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

export type NoticeLanguage = 'cs' | 'en';

interface Words {
  readonly unknown: string;
  readonly calls: (count: number) => string;
  readonly openMissed: (count: number) => string;
  readonly firstTime: string;
  readonly way: Readonly<Record<CallWay['kind'], string>>;
  readonly callBack: string;
}

const english: Words = {
  unknown: 'Number withheld',
  calls: (count) => (count === 1 ? '1 call before' : `${String(count)} calls before`),
  openMissed: (count) => (count === 1 ? '1 missed call open' : `${String(count)} missed calls open`),
  firstTime: 'calls for the first time',
  way: {
    line: '',
    ivr: 'menu',
    queue: 'queue',
    team: 'team',
    'forwarded-from': 'forwarded from',
    'transferred-by': 'transferred by',
  },
  callBack: 'Call back',
};

const rules = new Intl.PluralRules('cs');
/** One, two to four, five and more. */
const byNumber = (count: number, one: string, few: string, many: string): string => {
  const rule = rules.select(count);
  return `${String(count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
};
const czech: Words = {
  unknown: 'Skryté číslo',
  calls: (count) => byNumber(count, 'dřívější hovor', 'dřívější hovory', 'dřívějších hovorů'),
  openMissed: (count) =>
    byNumber(count, 'nevyřízený zmeškaný', 'nevyřízené zmeškané', 'nevyřízených zmeškaných'),
  firstTime: 'volá poprvé',
  way: {
    line: '',
    ivr: 'volba',
    queue: 'fronta',
    team: 'tým',
    'forwarded-from': 'přesměrováno z',
    'transferred-by': 'přepojil(a)',
  },
  callBack: 'Zavolat zpět',
};
const wordsOf = (language: NoticeLanguage): Words => (language === 'cs' ? czech : english);

/** As people read it: `+420 606 123 456`; what cannot be read as a number stays as it is. */
export function readableNumber(number: string, homeCountry: string): string {
  const e164 = toE164(number, homeCountry);
  return (e164 === null ? undefined : parsePhoneNumberFromString(e164))?.formatInternational() ?? number;
}

/** What a notification says of a call that rings: who, and in one line how it came and what is known of them. */
export function noticeOf(
  { remote, way }: Pick<LiveCall, 'remote' | 'way'>,
  history: CallerHistory | null,
  { language, homeCountry }: { readonly language: NoticeLanguage; readonly homeCountry: string },
): Notice {
  const words = wordsOf(language);
  const number = remote.number === null ? null : readableNumber(remote.number, homeCountry);
  const known = history?.last.find(({ remote: party }) => party.name ?? party.organisation)?.remote;
  const name = remote.name ?? known?.name ?? known?.organisation ?? null;
  const parts = [
    name === null ? null : number,
    ...way.map(({ kind, name: where }) => `${words.way[kind]} ${where}`.trim()),
    ...(history === null ? [] : told(history, words)),
  ];
  return {
    title: name ?? number ?? words.unknown,
    body: parts.filter((part) => part !== null).join(' · '),
  };
}

function told({ calls, openMissed }: CallerHistory, words: Words): string[] {
  if (calls.count === 0) return [words.firstTime];
  return [words.calls(calls.count), ...(openMissed > 0 ? [words.openMissed(openMissed)] : [])];
}

/** What a reminder to call back says. */
export function reminderOf(
  { name, number }: { readonly name: string | null; readonly number: string },
  { language, homeCountry }: { readonly language: NoticeLanguage; readonly homeCountry: string },
): Notice {
  const readable = readableNumber(number, homeCountry);
  return { title: wordsOf(language).callBack, body: name === null ? readable : `${name} · ${readable}` };
}

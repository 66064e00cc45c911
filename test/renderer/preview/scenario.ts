import { type FailureCode, FailureCode as FailureCodeSchema } from '../../../domain/failure.ts';
import { defaultSettings, type Settings, Settings as SettingsSchema } from '../../../domain/settings.ts';
import { type SignInWay, SignInWay as SignInWaySchema } from '../../../domain/account.ts';
import { SecretsReading } from '../../../domain/sign-in.ts';

/**
 * What the fake bridge plays. The address says it: `?scenario=many&lang=cs&theme=dark#/missed`.
 * - `everyday` (default): three accounts, some thousand calls, everything current.
 * - `first-run`: no account. `first-pull`: an account was just added, 38 % fetched.
 * - `history`: the newest are current, 38 % of the past is read, 14 minutes to go. `paused`, `work-hours`, `waiting`: the
 *   same, but paused by the person, by working hours, or until the company's limit lets it go on.
 * - `empty`: accounts but no call. `one-call`: exactly one. `many`: a million calls, 2,000 people.
 * - `loading`: reads never answer. `error:<code>`: calls and switchboard fail with that code.
 * - `offline`: no network; stored data shown. `stale`: last success nine hours ago, sign-in needed.
 */
export const scenarioNames = [
  'everyday',
  'first-run',
  'first-pull',
  'history',
  'paused',
  'work-hours',
  'waiting',
  'empty',
  'one-call',
  'many',
  'loading',
  'error',
  'offline',
  'stale',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** `expired`, `denied` and `rejected` have ended, the last with words of the provider; `renewing` is for an account. */
export const fakeAttempts = [
  'waiting',
  'redeeming',
  'proving',
  'expired',
  'denied',
  'rejected',
  'renewing',
] as const;
export type FakeAttempt = (typeof fakeAttempts)[number];

/** How the export is found at the start. */
export const fakeExportPhases = ['running', 'counting', 'done', 'failed'] as const;
export type FakeExportPhase = (typeof fakeExportPhases)[number];

/** How a call is found that the agent is told of. `elsewhere`: at the other phone system, whose call log has it not yet. */
export const fakeAlertKinds = [
  'ringing',
  'talking',
  'held',
  'over',
  'long',
  'unnamed',
  'hidden',
  'stranger',
  'elsewhere',
] as const;
export type FakeAlert = (typeof fakeAlertKinds)[number];

/** How the Aircall account hears of calls. */
export const fakeLiveStates = [
  'live',
  'connecting',
  'no-relay',
  'sign-in',
  'refused',
  'silent',
  'relay-down',
  'offline',
] as const;
export type FakeLiveState = (typeof fakeLiveStates)[number];

export interface Scenario {
  readonly name: ScenarioName;
  /** Only for `error`. */
  readonly failure: FailureCode | null;
  readonly settings: Settings;
  readonly secrets: SecretsReading;
  /** What `signIn.submit` answers: a failure code, or null to accept. `?signin=sign-in-rejected`. */
  readonly signIn: FailureCode | null;
  /** The ways this build offers. `?ways=aircall-api-key,voipex-password`; all of them by default. */
  readonly ways: readonly SignInWay[];
  /** The sign-in through the browser as it is found at the start. `?attempt=waiting`. */
  readonly attempt: FakeAttempt | null;
  /** Whether a sign-in through the browser gets it open. `?browser=none`. */
  readonly hasBrowser: boolean;
  /** The connection string that is open at the start. `?draft=AuthScheme=Basic;User=…`. */
  readonly draft: string | null;
  /** Whether the page says that it is a demo. `?demo`. */
  readonly demo: boolean;
  /** Whether a sign-in tells who the person at the desk is. `?me`. */
  readonly knowsMe: boolean;
  /** The file a broken settings file was kept under. `?keptAside=settings-broken.json`. */
  readonly keptAside: string | null;
  /** The export as it is found at the start. `?export=running`. */
  readonly exporting: FakeExportPhase | null;
  /** Whether calls are still being counted at the start, as when a million are held. `?counting`. */
  readonly counting: boolean;
  /** How many saved views there are at the start. `?views=12`. */
  readonly views: number;
  /** The calls the agent is told of at the start, the newest first. `?alerts=ringing,talking`. */
  readonly alerts: readonly FakeAlert[];
  /** Whether what is known of a caller fails to be read, or is waited for. `?history=failing`. */
  readonly history: 'there' | 'failing' | 'waiting';
  /** `?live=relay-down`. Null: as the accounts of the scenario are. */
  readonly live: FakeLiveState | null;
  /** How many calls are to be called back. `?followUps=3`. */
  readonly followUps: number;
  /** Whether the person at the desk may be set to something here. `?presence`. */
  readonly setsPresence: boolean;
  /** Whether views and the desk outlive a reload. `?keep`. */
  readonly keeps: boolean;
  /** The instant all fake data is counted from, epoch ms. */
  readonly now: number;
}

/** In the order the app offers them. */
const everyWay = 'aircall-oauth,aircall-sso,aircall-api-key,aircall-own-client,voipex-password';

const secretsIn = (text: string | null): SecretsReading => {
  const [kept, reason] = (text ?? 'keychain').split(':');
  return SecretsReading.parse({ kept, reason: reason ?? null });
};

function alertsIn(text: string | null): FakeAlert[] {
  if (text === null) return [];
  return text.split(',').map((word) => {
    const kind = fakeAlertKinds.find((known) => known === word);
    if (kind === undefined) throw new Error(`No alert ${word}; there are ${fakeAlertKinds.join(', ')}`);
    return kind;
  });
}

/** Reads a scenario from the query of an address. Throws on anything misspelt. */
export function scenarioIn(query: URLSearchParams, now: number): Scenario {
  const [asked, code] = (query.get('scenario') ?? 'everyday').split(':');
  const name = scenarioNames.find((known) => known === asked);
  if (name === undefined)
    throw new Error(`No scenario ${String(asked)}; there are ${scenarioNames.join(', ')}`);
  const signIn = query.get('signin');
  const settings = {
    ...defaultSettings,
    language: query.get('lang') ?? 'en',
    theme: query.get('theme') ?? 'light',
    density: query.get('density') ?? 'comfortable',
    quietHours: name === 'work-hours' ? { from: 8 * 60, to: 17 * 60 } : null,
  };
  return {
    name,
    failure: name === 'error' ? FailureCodeSchema.parse(code ?? 'unexpected') : null,
    settings: SettingsSchema.parse(settings),
    secrets: secretsIn(query.get('secrets')),
    signIn: signIn === null ? null : FailureCodeSchema.parse(signIn),
    ways: (query.get('ways') ?? everyWay).split(',').map((way) => SignInWaySchema.parse(way)),
    attempt: fakeAttempts.find((known) => known === query.get('attempt')) ?? null,
    hasBrowser: query.get('browser') !== 'none',
    draft: query.get('draft'),
    demo: query.has('demo'),
    knowsMe: query.has('me'),
    keptAside: query.get('keptAside'),
    counting: query.has('counting'),
    views: Number(query.get('views') ?? 0),
    keeps: query.has('keep'),
    alerts: alertsIn(query.get('alerts')),
    history: (['failing', 'waiting'] as const).find((known) => known === query.get('history')) ?? 'there',
    live: fakeLiveStates.find((known) => known === query.get('live')) ?? null,
    followUps: Number(query.get('followUps') ?? 0),
    setsPresence: query.has('presence'),
    exporting: fakeExportPhases.find((known) => known === query.get('export')) ?? null,
    now,
  };
}

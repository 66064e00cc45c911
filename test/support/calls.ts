import { Call } from '../../domain/call.ts';

/** The account that calls built here belong to unless told otherwise. */
export const aircallAccount = 'aircall:testacct1';
export const voipexAccount = 'voipex:testacct2';

/** What a test may say about a call; nested parts may be partial too, the rest is filled in. */
export type CallPart = Partial<Omit<Call, 'remote'>> & { readonly remote?: Partial<Call['remote']> };

/**
 * A valid call: by default an answered inbound Aircall call of 2 minutes' talk. `id` follows from `accountId` and
 * `providerCallId`, `provider` from `accountId`, and the instants from `startedAt`, unless they are given.
 */
export function aCall(part: CallPart = {}): Call {
  const accountId = part.accountId ?? aircallAccount;
  const providerCallId = part.providerCallId ?? '3012456789';
  const startedAt = part.startedAt ?? Date.UTC(2026, 0, 15, 8, 0, 0);
  return Call.parse({
    id: `${accountId}:${providerCallId}`,
    accountId,
    provider: accountId.split(':')[0],
    providerCallId,
    conversationId: null,
    direction: 'in',
    state: 'ended',
    outcome: 'answered',
    providerReason: null,
    startedAt,
    answeredAt: startedAt + 12_000,
    endedAt: startedAt + 132_000,
    waitSeconds: 12,
    talkSeconds: 120,
    line: { id: '1234', name: 'Support', number: '+420226221870' },
    agent: { id: '456', name: 'Jana Nováková', extension: null },
    teams: [],
    transferredBy: null,
    transferredTo: null,
    tags: [],
    notes: [],
    hasRecording: false,
    hasVoicemail: false,
    providerPage: null,
    ...part,
    remote: {
      e164: '+420606123456',
      raw: '+420 606 123 456',
      hidden: false,
      name: null,
      organisation: null,
      ...part.remote,
    },
  });
}

/** A call nobody took, 20 s long. */
export const aMissedCall = (part: CallPart = {}): Call => {
  const startedAt = part.startedAt ?? Date.UTC(2026, 0, 15, 8, 0, 0);
  return aCall({
    outcome: 'missed',
    startedAt,
    answeredAt: null,
    endedAt: startedAt + 20_000,
    waitSeconds: 20,
    talkSeconds: null,
    agent: null,
    ...part,
  });
};

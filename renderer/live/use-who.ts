import { useCallback } from 'react';
import type { Call } from '../../domain/call.ts';
import type { LiveCall, SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { useOperation } from '../queries.ts';
import { useSwitchboard } from '../switchboard/use-switchboard.ts';
import { useLiveWords } from './live-words.ts';

interface Who {
  /** Name, else number, else that it is hidden. */
  readonly name: string;
  readonly figures: boolean;
  /** Their number, where `name` is not it. */
  readonly number: string | null;
  readonly organisation: string | null;
  /** The colleague who talks to them, where it is not the person at this desk. */
  readonly talker: string | null;
  /** The person at this desk talks to them, or has them on hold. */
  readonly isMine: boolean;
}

/** What is known of the number of a running call; null while it is not, and for a hidden one. */
export function useCallerHistory(call: LiveCall, enabled: boolean) {
  const { number } = call.remote;
  return useOperation('callers.history', { number: number ?? '-' }, { enabled: enabled && number !== null });
}

const organisationIn = (calls: readonly Call[]): string | null =>
  calls.find(({ remote }) => remote.organisation !== null)?.remote.organisation ?? null;

/** Who is at the other end: as the phone system tells now, else as earlier calls told. */
export function useWho(call: LiveCall, asksHistory: boolean): Who {
  const words = useLiveWords();
  const last = useCallerHistory(call, asksHistory).data?.last ?? [];
  const me = useOperation('me.read', {}).data?.people ?? [];
  const { accountId, personId, state } = call;
  const isMe = me.some((mine) => mine.accountId === accountId && mine.personId === personId);
  const select = useCallback(
    ({ people }: SwitchboardSnapshot) =>
      people.find((person) => person.id === personId && person.accountId === accountId)?.name ?? null,
    [accountId, personId],
  );
  const colleague = useSwitchboard(select) ?? null;
  const told = words.who(call);
  const known = last.find(({ remote }) => remote.name !== null)?.remote.name ?? null;
  const organisation = organisationIn(last);
  const name = told.figures ? (known ?? organisation ?? told.text) : told.text;
  const number = words.number(call);
  return {
    name,
    figures: told.figures && name === told.text,
    number: number === name ? null : number,
    organisation: organisation === name ? null : organisation,
    isMine: isMe && state !== 'ringing',
    talker: isMe || state === 'ringing' ? null : colleague,
  };
}

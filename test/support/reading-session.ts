import type { CallSource, ProviderSession, SwitchboardSource } from '../../main/providers/provider.ts';

/** A session of an access that reads calls and switchboard, as most do. */
export interface ReadingSession extends ProviderSession {
  readonly calls: CallSource;
  readonly switchboard: SwitchboardSource;
}

export function readingSession(session: ProviderSession): ReadingSession {
  const { calls, switchboard } = session;
  if (calls === null || switchboard === null) throw new Error('this access reads no calls or no switchboard');
  return { ...session, calls, switchboard };
}

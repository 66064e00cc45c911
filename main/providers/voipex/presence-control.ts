import { DeskError } from '../../failures.ts';
import type { PresenceControl } from '../live.ts';
import { manner, type VoipexClient } from './client.ts';

/**
 * What VoIPEX documents of setting one's own presence (voipex.md 5.5): the profile, which says on what device calls ring
 * and where they are forwarded. Pauses are documented to be read, not set. An access that is no user has no profiles.
 */
export function createPresenceControl(
  client: Pick<VoipexClient, 'profiles' | 'activateProfile'>,
): PresenceControl {
  return {
    async choices(signal) {
      const profiles = await client.profiles(manner('now', signal));
      return profiles.map(({ id, name, active }) => ({ id, name: name ?? id, active }));
    },
    async set(choice, signal) {
      const known = await client.profiles(manner('now', signal));
      const profile = known.find(({ id }) => id === choice);
      if (profile === undefined) throw new DeskError('not-found', { where: 'profile' });
      await client.activateProfile(profile.id, manner('now', signal));
    },
  };
}

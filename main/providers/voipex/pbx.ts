import type { Pbx } from '../../../domain/account.ts';
import type { Manner, VoipexClient } from './client.ts';
import { sourced, type Sourced, valueOf } from './sources.ts';
import { type Me, PbxService } from './wire-people.ts';

/** The switchboards an access may see, and who it is; both from the central API. */
export interface PbxFindings {
  readonly me: Pick<Me, 'id' | 'email' | 'firstName' | 'lastName'> | null;
  readonly pbx: readonly Pbx[];
  /** The two sources, for those who need to know why nothing was found. */
  readonly sources: readonly Sourced<unknown>[];
}

/**
 * Reads `users/me`, the best documented source (voipex.md 6.2), and `/v1/pbx`, whose answer is not known and which only
 * adds switchboards the first does not name. Neither is needed for anything else, so no failure of theirs is thrown.
 */
export async function readPbx(client: VoipexClient, asked: Manner): Promise<PbxFindings> {
  const [me, list] = await Promise.all([
    sourced(client.me(asked), () => true),
    sourced(client.pbxList(asked), () => true),
  ]);
  const found = new Map<string, Pbx>();
  const services = [...('value' in me ? pbxServices(me.value) : []), ...('value' in list ? list.value : [])];
  for (const { pbxId, name, hostname, version } of services) {
    if (pbxId !== null && !found.has(pbxId)) found.set(pbxId, { pbxId, name, hostname, version });
  }
  return {
    me: valueOf(me, null),
    pbx: [...found.values()],
    sources: [me, list],
  };
}

/** Services of type `pbx` are switchboards; customers may have none or several. */
function pbxServices(me: Me): PbxService[] {
  return me.services.flatMap((service) => {
    if (service.type?.toLowerCase() !== 'pbx') return [];
    const parsed = PbxService.safeParse(service);
    return parsed.success ? [parsed.data] : [];
  });
}

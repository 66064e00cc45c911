import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { WorldCall } from '../world/world.ts';
import { callsOf } from './call-ids.ts';
import { recordingOf, writtenAt } from './call-row.ts';
import { legsOf } from './legs.ts';
import { bodyOf } from './live-routes.ts';
import { dayStart, parseMoment } from './moments.ts';
import { type Pbx, queryOf, readerOf } from './pbx.ts';
import { Problem } from './problem.ts';
import { homeZone } from './query.ts';
import { findRecording } from './recordings-routes.ts';

const moment = z.string().transform((text, context) => {
  const instant = parseMoment(text, homeZone);
  if (instant === null) context.addIssue({ code: 'custom', message: 'must be a valid ISO 8601 date' });
  return instant ?? 0;
});
const names = z.array(z.string()).min(1);
const UserFilter = z.object({
  extensions: names,
  startTime: moment.optional(),
  endTime: moment.optional(),
});
/** One of the three (5.6). */
const Removal = z.union([
  z.strictObject({ fileNames: names }),
  z.strictObject({ callIds: names }),
  z.strictObject({ userFilter: UserFilter }),
]);
type Removal = z.infer<typeof Removal>;

interface Removed {
  readonly deleted: readonly string[];
  readonly errors: readonly { readonly file: string; readonly message: string }[];
}

/** What administrators do: deleting recordings (5.6), applying changes (5.8). A companion app has no business there. */
export function addAdministrationRoutes(server: FastifyInstance, pbx: Pbx): void {
  const { world, rows, clock, switches } = pbx;

  /** Here the access with impersonation is one, the users of the PBX are not. [I] */
  const mustAdministrate = (request: FastifyRequest): void => {
    if (readerOf(pbx, request, 'ipbx').kind !== 'full') throw new Problem(403, 'Insufficient scope');
  };

  /** Every recording of the call is gone, and its rows name none any more. */
  const erase = (call: WorldCall): readonly string[] => {
    if (writtenAt(call, switches()) > clock.now()) return [];
    const files = legsOf(world, call)
      .map((leg) => recordingOf(leg))
      .filter((name) => name !== '');
    if (files.length > 0) world.amend('voipex', call.index, { recorded: false });
    return files;
  };
  const eraseNamed = (
    list: readonly string[],
    callsNamed: (name: string) => readonly WorldCall[],
  ): Removed => {
    const found = list.map((name) => ({ name, files: callsNamed(name).flatMap(erase) }));
    return {
      deleted: found.flatMap(({ files }) => files),
      errors: found
        .filter(({ files }) => files.length === 0)
        .map(({ name }) => ({ file: name, message: 'Recording not found' })),
    };
  };
  const eraseOf = async ({ extensions, ...asked }: z.infer<typeof UserFilter>): Promise<Removed> => {
    const from = asked.startTime ?? dayStart(clock.now(), homeZone);
    const window = rows.window(from, asked.endTime ?? clock.now());
    const key = `recordings of ${JSON.stringify(extensions)}`;
    const list = await rows.matching(
      window,
      key,
      (leg) => leg.recorded && leg.answeredAt !== null && extensions.includes(leg.person?.extension ?? ''),
    );
    const calls = new Set(list.slice(0, list.total).map((position) => rows.leg(position).call.index));
    return { deleted: [...calls].flatMap((index) => erase(world.call('voipex', index))), errors: [] };
  };
  const remove = async (asked: Removal): Promise<Removed> => {
    if ('userFilter' in asked) return eraseOf(asked.userFilter);
    if ('callIds' in asked)
      return eraseNamed(asked.callIds, (id) =>
        callsOf(world, id).map((index) => world.call('voipex', index)),
      );
    return eraseNamed(asked.fileNames, (name) => {
      const call = findRecording(world, name)?.leg.call;
      return call === undefined ? [] : [call];
    });
  };

  server.post('/recordings/batch-delete', async (request) => {
    mustAdministrate(request);
    queryOf(request);
    return remove(bodyOf(Removal, request.body));
  });

  // PUT /service/reload: 5.8; there is nothing to apply. The answer is empty (4).
  server.put('/service/reload', async (request, reply) => {
    mustAdministrate(request);
    queryOf(request);
    return reply.code(switches().emptyStatus).send();
  });
}

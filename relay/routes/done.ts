import type { FastifyInstance } from 'fastify';
import type { RelayContext } from '../context.ts';
import { doneOf } from '../cookies.ts';
import { installedPage, installPaths, notInstalledPage } from '../pages/install.ts';
import { failedPage, landingPage } from '../pages/landing.ts';
import { sendNotice, sendPage } from '../pages/page.ts';
import { sha256 } from '../secrets.ts';

/** The landing page: an address without anything in it, so that nothing stays in histories. */
export const donePath = '/done';

/** The pages a browser ends on. */
export function addDoneRoutes(server: FastifyInstance, context: RelayContext): void {
  const { scheme } = context.config;
  server.get(donePath, async (request, reply) => {
    const done = doneOf(request);
    if (done === null) return sendNotice(request, reply, 200, 'over');
    if (done.kind === 'error')
      return sendPage(request, reply, 200, (words) => failedPage(words, { scheme, ...done }));
    const { handle } = done;
    const landing = await context.store.readLanding(sha256(handle));
    if (landing === null) return sendNotice(request, reply, 200, 'over');
    const now = context.clock.now();
    return sendPage(request, reply, 200, (words) => landingPage(words, { scheme, handle, landing, now }));
  });
  server.get(installPaths.done, async (request, reply) =>
    sendPage(request, reply, 200, (words) => installedPage(words, scheme)),
  );
  server.get(installPaths.stopped, async (request, reply) => sendPage(request, reply, 200, notInstalledPage));
}

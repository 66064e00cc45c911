import type { Page } from 'playwright';
import { anyCall, type Call, type CallDetail } from '../../../domain/call.ts';
import { ask } from '../desk.ts';

/** Newest calls, with their places in the unfiltered list. */
async function newest(page: Page, limit: number): Promise<readonly Call[]> {
  const reply = await ask(page, 'calls.page', { filter: anyCall, anchor: null, offset: 0, limit });
  if (!reply.ok) throw new Error(`The calls could not be read: ${reply.failure.code}`);
  return reply.value.calls;
}

/** How much there is to tell about a call; none for one that still runs. */
function richness({ call, story, legs }: CallDetail): number {
  if (call.state !== 'ended') return 0;
  const extras = [
    call.transferredTo !== null || call.transferredBy !== null,
    call.tags.length > 0,
    call.notes.length > 0,
    call.hasRecording,
    call.teams.length > 0,
    story.some(({ kind }) => kind === 'queued'),
  ];
  return story.length + legs.length + 2 * extras.filter(Boolean).length;
}

/** The place in the list, newest first, of the recent call with the most to tell. */
export async function tellingCall(page: Page): Promise<number> {
  let best = { row: 0, told: -1 };
  for (const [row, { id }] of (await newest(page, 120)).entries()) {
    const reply = await ask(page, 'calls.detail', { id });
    const told = reply.ok ? richness(reply.value) : 0;
    if (told > best.told) best = { row, told };
  }
  return best.row;
}

/** A number that exactly one stored call has. */
export async function loneNumber(page: Page): Promise<string> {
  for (const { remote } of await newest(page, 500)) {
    if (remote.e164 === null) continue;
    const filter = { ...anyCall, text: remote.e164 };
    const reply = await ask(page, 'calls.page', { filter, anchor: null, offset: 0, limit: 1 });
    if (reply.ok && reply.value.total.count === 1) return remote.e164;
  }
  throw new Error('Every recent caller has called more than once.');
}

import { Draw } from '../world/draw.ts';
import type { System, World } from '../world/world.ts';

/** Calls that ring at the moment: how long ago they began and how much longer they ring, in seconds. */
const ringing = [
  { ago: 9, left: 14, taken: true },
  { ago: 6, left: 38, taken: false },
  { ago: 3, left: 26, taken: true },
  { ago: 1, left: 52, taken: true },
] as const;

/**
 * Lets a few calls ring in a system at an instant (epoch ms) at which its generated calls end, so that a busy company
 * is met with phones ringing. What becomes of them is settled here: they are taken or missed as the clock runs.
 */
export function putOnTheAir(world: World, system: System, instant: number): void {
  const people = world.people(system);
  const now = Math.floor(instant / 1000) * 1000;
  const count = world.count(system);
  const last = count === 0 ? 0 : world.call(system, count - 1).startedAt;
  if (last > now) return;
  ringing.forEach(({ ago, left, taken }, n) => {
    const draw = new Draw(world.options.seed, 801, system.length, n);
    // A different person each, as long as there are enough.
    const person = people[(draw.below(Math.max(1, Math.floor(people.length / 4))) * 4 + n) % people.length];
    if (person === undefined) return;
    const contact = world.contactCount === 0 ? null : world.contact(draw.below(world.contactCount));
    const answeredAt = now + left * 1000;
    world.append(system, {
      direction: 'in',
      ending: taken ? 'answered' : 'missed',
      startedAt: Math.max(last, now - ago * 1000),
      answeredAt: taken ? answeredAt : null,
      endedAt: taken ? answeredAt + draw.seconds(170, 1800) * 1000 : answeredAt,
      remote: contact?.e164 ?? null,
      contactIndex: contact?.index ?? null,
      numberIndex: person.numberIndexes[0] ?? null,
      teamIndex: person.teamIndexes[0] ?? null,
      personIndex: taken ? person.index : null,
      rungIndexes: taken ? [] : [person.index],
      transferredToIndex: null,
      recorded: taken,
      tagIndexes: [],
      notes: [],
      link: null,
    });
  });
}

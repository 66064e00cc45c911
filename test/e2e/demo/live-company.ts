import type { Simulators } from '../../simulators/index.ts';

const beatMs = 6000;

/** Keeps the company busy: on each beat a call rings, is taken or ends, in both systems by turns. Stops by the result. */
export function enliven({ world, aircall, voipex }: Simulators): () => void {
  const sides = [aircall.control.calls, voipex.control.calls].map((calls) => ({
    calls,
    people: world.people(calls.system).length,
    ringing: [] as number[],
    talking: [] as number[],
  }));
  let beat = 0;
  const timer = setInterval(() => {
    const turn = Math.floor(beat / sides.length);
    const side = sides[beat % sides.length];
    beat += 1;
    if (side) advance(side, turn);
  }, beatMs);
  return () => {
    clearInterval(timer);
  };
}

interface Side {
  readonly calls: Simulators['aircall']['control']['calls'];
  readonly people: number;
  readonly ringing: number[];
  readonly talking: number[];
}

function advance({ calls, people, ringing, talking }: Side, turn: number): void {
  const waiting = ringing.shift();
  const longest = talking.length > 2 ? talking.shift() : undefined;
  if (waiting !== undefined && turn % 4 === 3) {
    calls.hangUp(waiting); // every fourth caller gives up
  } else if (waiting !== undefined) {
    calls.answer(waiting);
    talking.push(waiting);
  } else {
    ringing.push(calls.ring({ contactIndex: turn % 40, rungIndexes: [turn % people] }));
  }
  if (longest !== undefined) calls.hangUp(longest);
}

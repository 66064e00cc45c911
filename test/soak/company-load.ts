import type { AircallSimulator } from '../simulators/aircall/index.ts';
import { Draw } from '../simulators/world/draw.ts';

/** Calls that begin, are taken, written on and end, at a rate that rises and falls. */
export interface CompanyLoad {
  readonly began: () => number;
  /** Everything that runs comes to its end. */
  stop(): void;
}

/** A rise and a fall take so long. */
const waveMs = 6 * 60_000;
const stepMs = 250;

/** @param most calls that begin in a second at the height of the wave */
export function loadCompany({ control }: AircallSimulator, people: number, most: number): CompanyLoad {
  const draw = new Draw(77);
  const from = Date.now();
  const ringing: number[] = [];
  const talking: number[] = [];
  let began = 0;
  let owed = 0;
  const one = (list: number[]): number | undefined =>
    list.splice(Math.floor(draw.unit() * list.length), 1)[0];
  const anybody = (): number => Math.floor(draw.unit() * people);

  const step = (): void => {
    const height = (1 - Math.cos(((Date.now() - from) / waveMs) * 2 * Math.PI)) / 2;
    owed += height * most * (stepMs / 1000);
    for (; owed >= 1; owed -= 1) {
      ringing.push(control.calls.ring({ contactIndex: anybody() % 40, rungIndexes: [anybody(), anybody()] }));
      began += 1;
    }
    // What rings is soon taken or given up; what is talked about takes longer.
    while (ringing.length > 4 + 20 * height) {
      const call = one(ringing);
      if (call === undefined) break;
      if (draw.chance(0.25)) control.calls.hangUp(call);
      else {
        control.calls.answer(call);
        talking.push(call);
      }
    }
    while (talking.length > 3 + 30 * height) {
      const call = one(talking);
      if (call !== undefined) control.calls.hangUp(call, { tagIndexes: draw.chance(0.3) ? [0] : [] });
    }
    const [old] = control.calls.over(1);
    if (old !== undefined && draw.chance(0.05))
      control.calls.changeLate(old.index, { notes: [{ text: `late ${String(began)}` }] });
  };
  const timer = setInterval(step, stepMs);
  return {
    began: () => began,
    stop() {
      clearInterval(timer);
      for (const call of [...ringing, ...talking]) control.calls.hangUp(call);
    },
  };
}

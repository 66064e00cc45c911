import { randomInt } from 'node:crypto';

const steps = 2 ** 32;

/** Uniform in [0, 1). */
export const systemRandom = (): number => randomInt(steps) / steps;

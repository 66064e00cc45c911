import type { SwitchboardSnapshot } from '../../../domain/switchboard.ts';
import type { Scenario } from './scenario.ts';

/** The snapshot with number `sequence`; the same scenario and number always give the same one. */
export function fakeSwitchboard(_scenario: Scenario, sequence: number): SwitchboardSnapshot {
  return { sequence, parts: [], people: [], lines: [], groups: [], liveCalls: [] };
}

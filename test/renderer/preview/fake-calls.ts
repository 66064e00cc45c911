import { type Handlers } from '../../../domain/contract.ts';
import { type Scenario } from './scenario.ts';

/** The operations of the call log, as the fake bridge plays them. */
export type FakeCalls = Pick<
  Handlers,
  'calls.page' | 'calls.days' | 'calls.detail' | 'calls.facets' | 'calls.copyNumber' | 'calls.openInProvider'
>;

/** Calls counted back from `scenario.now`; the same scenario always gives the same calls. */
export function fakeCalls(_scenario: Scenario): FakeCalls {
  return {
    'calls.page': async ({ offset, anchor }) => ({ calls: [], offset, anchor, total: 0, newer: 0 }),
    'calls.days': async () => [],
    'calls.detail': () => Promise.reject(new Error('no call')),
    'calls.facets': async () => ({ agents: [], lines: [], earliest: null, total: 0 }),
    'calls.copyNumber': async () => ({ copied: '' }),
    'calls.openInProvider': async () => ({ done: true }),
  };
}

import { expect, it } from 'vitest';
import { onceEach } from '../../../main/providers/once-each.ts';
import { contextOf } from './session-context.ts';

it('an odd record that is read again and again is counted once, wherever it stands in its list', () => {
  const { irregularities, counted } = contextOf();
  const polled = onceEach(irregularities);
  polled.unknownValue('calls.status');
  polled.unknownValue('calls.status');
  polled.unknownValue('calls.direction');
  polled.rejectedRecord('calls[3].id');
  polled.rejectedRecord('calls[4].id');
  polled.rejectedRecord('calls[4].status');
  expect(counted).toEqual({
    unknown: ['calls.status', 'calls.direction'],
    rejected: ['calls[3].id', 'calls[4].status'],
  });
});

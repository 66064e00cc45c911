import { describe, expect, it } from 'vitest';
import { onlyNewer } from '../../renderer/live-queries.ts';

describe('events', () => {
  it('are let through once and never out of order', () => {
    const isNewer = onlyNewer();
    expect([0, 1, 1, 3, 2, 4].filter(isNewer)).toEqual([0, 1, 3, 4]);
  });
});

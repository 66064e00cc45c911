import { useQuery } from '@tanstack/react-query';
import type { SwitchboardSnapshot } from '../../domain/switchboard.ts';
import { ask } from '../bridge.ts';
import type { DeskFailure } from '../desk-failure.ts';
import { queryKey } from '../queries.ts';

/**
 * A part of the switchboard; renders again only when that part changes, which the whole does many times a second.
 * `select` should keep its identity while it means the same. Undefined until it is read.
 */
export const useSwitchboard = <T>(select: (snapshot: SwitchboardSnapshot) => T): T | undefined =>
  useQuery<SwitchboardSnapshot, DeskFailure, T>({
    queryKey: queryKey('switchboard.read', {}),
    queryFn: () => ask('switchboard.read', {}),
    select,
  }).data;

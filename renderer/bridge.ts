import type { EventName, OperationName } from '../domain/channels.ts';
import type { Bridge, EventPayload, Input, Output } from '../domain/contract.ts';
import type { Result } from '../domain/failure.ts';
import { DeskFailure } from './desk-failure.ts';

declare global {
  interface Window {
    /** Put there by the preload script. This file is its only user. */
    readonly switchdeck: Bridge;
  }
}

/** Runs one operation of the contract. Throws `DeskFailure` when main says it failed. */
export async function ask<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  const operation: (input: Input<N>) => Promise<Result<Output<N>>> = window.switchdeck.operations[name];
  const result = await operation(input);
  if (!result.ok) throw new DeskFailure(result.failure);
  return result.value;
}

/** Listens to an event; returns the unsubscribe. */
export function listen<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): () => void {
  const subscribe: (listener: (payload: EventPayload<N>) => void) => () => void =
    window.switchdeck.events[name];
  return subscribe(listener);
}

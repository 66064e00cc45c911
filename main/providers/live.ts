/** What a provider has to say of the present moment, beside what it is asked for (`provider.ts`). */
import type { Call } from '../../domain/call.ts';
import type { PresenceChoices } from '../../domain/live.ts';
import type { RelayEvent } from '../../domain/relay.ts';
import type { Presence } from '../../domain/switchboard.ts';

/** The provider's sending of events to the relay. */
export interface EventSubscription {
  /**
   * Makes sure that events are sent: creates what is missing, repairs what was switched off. `token` is the secret
   * events carry, null when unknown. Throws DeskError when the provider could not be asked.
   */
  ensure(
    signal: AbortSignal,
  ): Promise<{ readonly state: 'on' | 'repaired' | 'refused'; readonly token: string | null }>;
  /** Ends the sending. Throws DeskError when that could not be made sure of. */
  remove(signal: AbortSignal): Promise<void>;
}

/**
 * What an event says, in our words. `asOf` is the provider's instant of it, epoch ms: of two facts about one thing the
 * later counts, in whatever order they come.
 */
export type LiveFact =
  | {
      readonly kind: 'call';
      readonly asOf: number;
      /** As the call log would have it at that moment; but a name or organisation of null says nothing, what is known stays. */
      readonly call: Call;
      /** A phone begins or ceases to ring; null when the event says nothing of it. */
      readonly rings: { readonly personId: string; readonly on: boolean } | null;
      /** On hold or no longer; null when the event says nothing of it. */
      readonly held: boolean | null;
      /** Choices made in the voice menu, in order; empty when the event says nothing of it. */
      readonly ivr: readonly string[];
    }
  | {
      readonly kind: 'presence';
      readonly asOf: number;
      readonly personId: string;
      readonly presence: Presence;
      /** The provider's word, as `Person.presenceWord`. */
      readonly word: string | null;
    }
  /** People, lines or teams were added, changed or removed: to be read again when there is time. */
  | { readonly kind: 'directory'; readonly asOf: number }
  /** The company ended the integration. */
  | { readonly kind: 'over'; readonly asOf: number };

/** Reads what the relay passes on. Never throws: what cannot be read is counted and gives nothing. */
export interface EventReader {
  read(event: RelayEvent): readonly LiveFact[];
}

/** A connection of the provider's own that says when to look, not what there is to see. */
export interface Doorbell {
  /**
   * Calls `rang` whenever calls or presence of the person signed in changed, and `alive` with whether it can be relied
   * upon. Reconnects by itself; returns what ends it.
   */
  listen(listener: { rang(): void; alive(is: boolean): void }): () => void;
}

/** Setting one's own presence by the means the provider documents. */
export interface PresenceControl {
  /** Throws DeskError as the provider says. */
  choices(signal: AbortSignal): Promise<PresenceChoices['choices']>;
  set(choice: string, signal: AbortSignal): Promise<void>;
}

import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { z } from 'zod';
import type { Codec } from './inpage/codec.ts';
import type { IpcMembers } from './members.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** What the preload world sends up; it is a page's process, so it is checked. */
export const FromPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invoke'), id: z.number(), channel: z.string(), values: z.unknown() }),
  z.object({ kind: z.literal('send'), channel: z.string(), values: z.unknown() }),
  z.object({ kind: z.literal('preload-error'), stack: z.string() }),
]);
export type FromPage = z.infer<typeof FromPage>;

export type ToPage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly error: string }
  | { readonly kind: 'event'; readonly channel: string; readonly values: unknown };

/** Electron's `ipcMain`: handlers by channel, and an emitter for what is only sent. */
export class StandInIpc extends EventEmitter implements IpcMembers {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...values: unknown[]): unknown => {
      this.removeHandler(channel);
      return listener(event, ...values);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Runs the handler of a channel; whatever goes wrong becomes the text that Electron would send back. */
  async answer(
    message: Extract<FromPage, { kind: 'invoke' }>,
    event: Electron.IpcMainInvokeEvent,
    codec: Codec,
  ): Promise<ToPage> {
    try {
      const handler = this.#handlers.get(message.channel);
      if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
      const values = codec.decode(message.values);
      const result: unknown = await handler(event, ...(Array.isArray(values) ? (values as unknown[]) : [])); // elements of any kind
      return { kind: 'reply', id: message.id, value: codec.encode(result) };
    } catch (error) {
      console.error(`Error occurred in handler for '${message.channel}':`, error);
      return { kind: 'reply', id: message.id, error: String(error) };
    }
  }
}

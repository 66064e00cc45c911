import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { refusable } from './events.ts';
import type { NotificationMembers } from './members.ts';

/** Electron's `Notification`, remembered when shown. Emits: show, close; tests make it emit `click`. */
export class StandInNotification extends EventEmitter implements NotificationMembers {
  title: string;
  body: string;
  silent: boolean;
  readonly #onShow: (notification: StandInNotification) => void;

  constructor(
    options: Electron.NotificationConstructorOptions,
    onShow: (notification: StandInNotification) => void,
  ) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.#onShow = onShow;
  }

  show(): void {
    this.#onShow(this);
    queueMicrotask(() => this.emit('show', refusable({})));
  }
  close(): void {
    this.emit('close', refusable({}));
  }
}

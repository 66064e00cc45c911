import type * as Electron from 'electron';
import type { StandInNotification } from './notification.ts';
import type { StandInTray } from './tray.ts';

export interface ShownBox {
  readonly kind: 'error' | 'message';
  readonly title: string;
  readonly text: string;
}

/**
 * What would have become native interface. Specs of the stand-in read it as the extra member `standIn` of the `electron`
 * module; it does not exist on Electron.
 */
export class Recorder {
  readonly openedUrls: string[] = [];
  readonly trays: StandInTray[] = [];
  readonly notifications: StandInNotification[] = [];
  readonly boxes: ShownBox[] = [];
  menu: Electron.Menu | null = null;
}

import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { TrayMembers } from './members.ts';

/** Electron's `Tray`, remembered instead of shown; tests make it emit `click`. */
export class StandInTray extends EventEmitter implements TrayMembers {
  menu: Electron.Menu | null = null;
  toolTip = '';
  #destroyed = false;

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu;
  }
  popUpContextMenu(): void {
    return;
  }
  setImage(): void {
    return;
  }
  setTitle(): void {
    return;
  }
  destroy(): void {
    this.#destroyed = true;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

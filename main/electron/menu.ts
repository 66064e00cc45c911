import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { EventPayload } from '../../domain/contract.ts';
import type { Words } from './words.ts';

type Destination = Exclude<EventPayload<'navigation.requested'>['to'], 'sign-in' | 'connection'>;

export interface MenuPorts {
  goTo(destination: Destination): void;
  show(): void;
  quit(): void;
}

const destinations: readonly Destination[] = ['calls', 'missed', 'switchboard', 'accounts', 'settings'];

/** The application menu. No developer tools and no reload: in a packaged build neither exists. */
export function applicationMenu(words: Words, ports: MenuPorts, platform: NodeJS.Platform): Electron.Menu {
  const screens = destinations.map((destination, index): MenuItemConstructorOptions => ({
    id: destination,
    label: words[destination],
    accelerator: `CommandOrControl+${String(index + 1)}`,
    click: () => ports.goTo(destination),
  }));
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: words.quit,
    accelerator: 'CommandOrControl+Q',
    click: () => ports.quit(),
  };
  const template: MenuItemConstructorOptions[] = [
    platform === 'darwin'
      ? {
          label: 'Switchdeck',
          submenu: [
            { role: 'about', label: words.about },
            { type: 'separator' },
            { role: 'hide' },
            { role: 'hideOthers' },
            { type: 'separator' },
            quit,
          ],
        }
      : { label: words.file, submenu: [quit] },
    {
      label: words.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        ...screens,
        { type: 'separator' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: words.window, submenu: [{ role: 'minimize' }, { role: 'close' }] },
  ];
  return Menu.buildFromTemplate(template);
}

/** The tray icon with its menu; keep the result alive as long as it should be shown. */
export function createTray(
  icon: string,
  words: Words,
  ports: MenuPorts,
): { tray: Tray; relabel(words: Words): void } {
  const tray = new Tray(nativeImage.createFromPath(icon));
  const relabel = (now: Words): void => {
    tray.setToolTip('Switchdeck');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'show', label: now.show, click: () => ports.show() },
        { type: 'separator' },
        { id: 'missed', label: now.missed, click: () => ports.goTo('missed') },
        { id: 'switchboard', label: now.switchboard, click: () => ports.goTo('switchboard') },
        { type: 'separator' },
        { id: 'quit', label: now.quit, click: () => ports.quit() },
      ]),
    );
  };
  relabel(words);
  tray.on('click', () => ports.show());
  return { tray, relabel };
}

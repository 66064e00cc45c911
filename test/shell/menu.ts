import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { MenuItemMembers, MenuMembers } from './members.ts';
import { wholeMenu, wholeMenuItem } from './wholes.ts';

/** What roles do when a test clicks their item; every other role belongs to the native menu. */
export interface MenuRoles {
  quit(): void;
  close(): void;
  minimize(): void;
}

// The module's classes extend those that Electron's declarations use among themselves: these are the latter.
type Item = Electron.Menu['items'][number];
type Submenu = NonNullable<Item['submenu']>;
type Template = Parameters<typeof Electron.Menu.buildFromTemplate>[0];

/** Electron's `Menu`, remembered instead of shown. Never emits. */
export class StandInMenu extends EventEmitter implements MenuMembers {
  readonly items: Item[] = [];

  append(item: Item): void {
    this.items.push(item);
  }
  insert(position: number, item: Item): void {
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): Item | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  popup(): void {
    return;
  }
  closePopup(): void {
    return;
  }
}

/** Electron's `MenuItem`; `click` is what tests call. */
export class StandInMenuItem implements MenuItemMembers {
  accelerator: string | null;
  checked: boolean;
  click: () => void;
  enabled: boolean;
  id: string;
  label: string;
  submenu?: Submenu;
  type: Electron.MenuItem['type'];
  visible: boolean;

  constructor(options: Electron.MenuItemConstructorOptions, roles: MenuRoles) {
    const { submenu, role, click } = options;
    this.accelerator = options.accelerator ?? null;
    this.checked = options.checked ?? false;
    this.enabled = options.enabled ?? true;
    this.id = options.id ?? '';
    this.label = options.label ?? role ?? '';
    this.visible = options.visible ?? true;
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    if (submenu !== undefined) this.submenu = Array.isArray(submenu) ? buildMenu(submenu, roles) : submenu;
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (click) click(wholeMenuItem(this), undefined, {});
      else if (role === 'quit' || role === 'close' || role === 'minimize') roles[role]();
    };
  }
}

export function buildMenu(template: Template, roles: MenuRoles): Submenu {
  const menu = new StandInMenu();
  for (const entry of template) {
    const made = 'commandId' in entry || entry instanceof StandInMenuItem;
    menu.append(made ? (entry as Item) : wholeMenuItem(new StandInMenuItem(entry, roles))); // only made items pass the test
  }
  return wholeMenu(menu);
}

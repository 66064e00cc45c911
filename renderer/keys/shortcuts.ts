import type { ParseKeys } from 'i18next';
import { cardKey } from '../live/card-key.ts';

export interface Shortcut {
  /** Keys as `useKeys` names them; several are pressed one after the other. */
  readonly keys: readonly string[];
  readonly words: ParseKeys;
}

interface ShortcutGroup {
  readonly words: ParseKeys;
  readonly shortcuts: readonly Shortcut[];
}

/** Everything the keyboard can do, for the list under `?` and in the settings. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    words: 'keys.everywhere',
    shortcuts: [
      { keys: ['/'], words: 'keys.search' },
      { keys: ['mod+k'], words: 'keys.palette' },
      { keys: ['?'], words: 'keys.help' },
      { keys: ['Escape'], words: 'keys.back' },
      { keys: ['mod+1'], words: 'keys.goCalls' },
      { keys: ['mod+2'], words: 'keys.goMissed' },
      { keys: ['mod+3'], words: 'keys.goSwitchboard' },
      { keys: ['mod+4'], words: 'keys.goAccounts' },
      { keys: ['mod+,'], words: 'keys.goSettings' },
      { keys: ['alt+1', 'alt+9'], words: 'keys.openView' },
      { keys: ['mod+shift+s'], words: 'keys.saveView' },
      { keys: [cardKey], words: 'keys.callCard' },
    ],
  },
  {
    words: 'keys.lists',
    shortcuts: [
      { keys: ['j'], words: 'keys.down' },
      { keys: ['k'], words: 'keys.up' },
      { keys: ['Enter'], words: 'keys.open' },
      { keys: ['y'], words: 'keys.copy' },
      { keys: ['o'], words: 'keys.openInProvider' },
      { keys: ['n'], words: 'keys.newest' },
      { keys: ['f'], words: 'keys.filter' },
    ],
  },
];

import type { Settings } from '../../domain/settings.ts';
import { languageOf } from '../language.ts';

/** Words of the few things that the system draws for us: menu, tray, the box shown when nothing else can be. */
export interface Words {
  readonly about: string;
  readonly quit: string;
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;
  readonly calls: string;
  readonly missed: string;
  readonly switchboard: string;
  readonly accounts: string;
  readonly settings: string;
  readonly show: string;
  readonly cannotStart: string;
  readonly cannotStartDetail: string;
}

const english: Words = {
  about: 'About Switchdeck',
  quit: 'Quit Switchdeck',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  calls: 'Calls',
  missed: 'Missed calls',
  switchboard: 'Switchboard',
  accounts: 'Accounts',
  settings: 'Settings',
  show: 'Show Switchdeck',
  cannotStart: 'Switchdeck cannot start',
  cannotStartDetail: 'Start it again. If that does not help, reinstall it; your calls and accounts are kept.',
};

const czech: Words = {
  about: 'O aplikaci Switchdeck',
  quit: 'Ukončit Switchdeck',
  file: 'Soubor',
  edit: 'Úpravy',
  view: 'Zobrazit',
  window: 'Okno',
  calls: 'Hovory',
  missed: 'Zmeškané hovory',
  switchboard: 'Ústředna',
  accounts: 'Účty',
  settings: 'Nastavení',
  show: 'Zobrazit Switchdeck',
  cannotStart: 'Switchdeck se nepodařilo spustit',
  cannotStartDetail:
    'Spusťte jej znovu. Když to nepomůže, přeinstalujte jej; hovory a účty zůstanou zachovány.',
};

/** The words for a setting and the system's language (BCP 47). */
export const wordsFor = (language: Settings['language'], systemLocale: string): Words =>
  languageOf(language, systemLocale) === 'cs' ? czech : english;

import type { Czech } from '../../i18n/translation.ts';
import type { settings as english } from '../en/settings.ts';

export const settings = {
  title: 'Nastavení',
  look: 'Vzhled',
  language: 'Jazyk',
  languages: { system: 'Podle systému', cs: 'Čeština', en: 'English' },
  theme: 'Motiv',
  themes: { system: 'Podle systému', light: 'Světlý', dark: 'Tmavý' },
  density: 'Řádky',
  densities: { comfortable: 'Vzdušné', compact: 'Úsporné' },
  densityWhy: 'Úsporné řádky ukážou víc hovorů najednou, každý na jednom řádku.',
  behaviour: 'Chování',
  homeCountry: 'Domácí země',
  homeCountryWhy: 'Čísla bez předvolby bereme jako čísla z této země.',
  noCountry: 'Taková země tu není',
  keepInTray: 'Po zavření okna běžet dál',
  keepInTrayWhy: 'Hovory budou dál přibývat. Switchdeck znovu otevřete ikonou v oznamovací oblasti.',
  singleKeys: 'Zkratky jednou klávesou',
  singleKeysWhy:
    'Vypněte, pokud diktujete nebo jiný nástroj píše písmena za vás. Zkratky s Ctrl a Cmd fungují dál.',
  history: 'Starší hovory',
  quietHours: 'Nestahovat starší hovory v\u00a0pracovní době',
  quietHoursWhy:
    'Od pondělí do pátku. Firemní limit dotazů tak zbude jiným programům. Nové hovory přibývají dál.',
  quietTimes: 'Pracovní doba',
  quietTimesWhy: 'Podle hodin tohoto počítače.',
  quietFrom: 'Pracovní doba od',
  quietTo: 'Pracovní doba do',
  quietWrong: 'Zadejte časy jako 8:00 a\u00a017:30, konec později než začátek.',
  privacy: 'Soukromí',
  erase: 'Vymazat jednu osobu',
  eraseWhy:
    'Pro žádost o\u00a0výmaz smaže všechny uložené hovory s\u00a0jedním číslem. Předem uvidíte, co se smaže.',
  eraseButton: 'Zadat číslo',
  keys: 'Klávesové zkratky',
  about: 'O aplikaci',
  version: 'Switchdeck {{version}}',
  system: 'Systém',
  platforms: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' },
  purpose: 'Čte hovory, hledá v nich a pomáhá je dotáhnout. Samotné volání zůstává na vašem telefonu.',
  keptAside: {
    title: 'Vaše nastavení nešlo přečíst',
    text: 'Switchdeck použil obvyklé hodnoty. Nečitelný soubor zůstal uložen jako {{file}}.',
  },
} as const satisfies Czech<typeof english>;

import type { Czech } from '../../i18n/translation.ts';
import type { exports as english } from '../en/exports.ts';

export const exports = {
  button: 'Export',
  buttonLong: 'Exportovat tento seznam',
  nothing: 'V\u00a0tomto seznamu není žádný hovor k\u00a0exportu.',
  counting: 'Hovory se právě počítají.',
  title: 'Exportovat tento seznam',
  lead: 'Všechny hovory, které teď odpovídají filtrům a\u00a0hledání, od nejnovějšího: {{calls}}.',
  format: 'Druh souboru',
  formats: { csv: 'CSV', xlsx: 'Excel' },
  formatsWhy: {
    csv: 'Text, který přečte každý program, na každém řádku jeden hovor.',
    xlsx: 'Sešit pro Excel, LibreOffice nebo Numbers.',
  },
  begin: 'Vybrat, kam uložit',
  busy: 'Jiný export ještě běží. Počkejte na něj, nebo ho zrušte.',
  running: 'Exportuji do {{file}}',
  progress: '{{written, number}} z\u00a0{{total, number}} hovorů · {{percent}}',
  countingCalls: 'počítám hovory',
  cancel: 'Zrušit export',
  done: 'Soubor {{file}} je hotový: {{calls}}',
  ready: 'Soubor {{file}} je hotový',
  reveal: 'Ukázat ve složce',
  revealRefused: 'Soubor už není tam, kam se uložil',
  close: 'Zavřít',
  failed: 'Soubor {{file}} se nepodařilo dokončit.',
  again: 'Exportovat znovu',
  cancelled: 'Export je zrušený a\u00a0jeho soubor odstraněný',
} as const satisfies Czech<typeof english>;

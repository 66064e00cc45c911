export const languages = ['en', 'cs'] as const;
export type Language = (typeof languages)[number];

/** The language a browser likes best of those we have, by `Accept-Language`; English when it names neither. */
export function languageOf(header: string | undefined): Language {
  let best: { readonly language: Language; readonly weight: number } = { language: 'en', weight: 0 };
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = languages.find((known) => range === known || range.startsWith(`${known}-`));
    if (language === undefined) continue;
    const quality = parameters.map((text) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(text)?.[1]);
    const weight = Number(quality.find((text) => text !== undefined) ?? 1);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}

import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** `back`: the browser brought what was waited for. `not-signed-in`: it brought a refusal. */
export type LoopbackOutcome = 'back' | 'not-signed-in';

export type RefusalStatus = 403 | 404 | 405 | 414;

const words = {
  en: {
    back: {
      title: 'You can go back to Switchdeck',
      text: 'Switchdeck has what it needs. This page can be closed.',
    },
    'not-signed-in': {
      title: 'The sign-in did not succeed',
      text: 'Go back to Switchdeck: it says what to do next. This page can be closed.',
    },
  },
  cs: {
    back: {
      title: 'Vraťte se do Switchdecku',
      text: 'Switchdeck má vše, co potřebuje. Tuto stránku můžete zavřít.',
    },
    'not-signed-in': {
      title: 'Přihlášení se nezdařilo',
      text: 'Vraťte se do Switchdecku, napoví vám, jak dál. Tuto stránku můžete zavřít.',
    },
  },
} as const;

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.5rem;line-height:1.25}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing is kept, nothing is told to others, nothing but our own few lines of style is used. */
const headers = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  Connection: 'close',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;

/** The page on which a sign-in ends in the browser. `languages` is the request's `Accept-Language`. */
export function sendPage(
  response: ServerResponse,
  outcome: LoopbackOutcome,
  languages: string | undefined,
): void {
  const language = preferredLanguage(languages ?? '');
  const { title, text } = words[language][outcome];
  response.writeHead(200, {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    Vary: 'Accept-Language',
  });
  response.end(
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`,
  );
}

/** Says no more than the status. */
export function sendRefusal(response: ServerResponse, status: RefusalStatus): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${String(status)}\n`);
}

/** Czech where it is asked for before English; who reads Slovak reads Czech. */
function preferredLanguage(accepted: string): keyof typeof words {
  const tags = accepted
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', weight = 'q=1'] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = Number(weight.replace(/^q=/, ''));
      return { language: tag.replace(/-.*$/, ''), quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  const known = tags.find(({ language }) => ['cs', 'sk', 'en'].includes(language));
  return known === undefined || known.language === 'en' ? 'en' : 'cs';
}

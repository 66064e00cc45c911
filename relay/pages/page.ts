import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Html, html } from './html.ts';
import { languageOf, type Language } from './language.ts';
import { style } from './style.ts';
import { type Notice, type Words, words } from './words.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Runs at the end of the page. */
  readonly script?: string;
}

const mark = html`<svg viewBox="0 0 512 512" aria-hidden="true">
  <rect x="24" y="24" width="464" height="464" rx="108" fill="#0f6e68" />
  <g fill="none" stroke="#fff" stroke-width="26" stroke-linecap="round">
    <path stroke-opacity=".4" d="M136 168h240M136 256h240M136 344h240" />
    <path d="M180 168C180 256 332 168 332 256 332 344 220 256 220 344" />
  </g>
  <g fill="#fff">
    <circle cx="180" cy="168" r="34" />
    <circle cx="332" cy="256" r="34" />
    <circle cx="220" cy="344" r="34" />
  </g>
</svg>`;

const render = ({ title, body, script }: Page, language: Language, nonce: string): Html =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} · Switchdeck</title>
        <style nonce="${nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body>
        <div class="column">
          <header class="brand">${mark}<span>Switchdeck</span></header>
          <main>${body}</main>
        </div>
        ${
          script === undefined
            ? null
            : html`<script nonce="${nonce}">
                ${new Html(script)};
              </script>`
        }
      </body>
    </html> `;

/** Czech never leaves a preposition or conjunction of one letter at the end of a line. */
const bindShortWords = (markup: Html): Html =>
  new Html(
    markup.text.replace(/>[^<]+/g, (text) =>
      text.replace(/(?<=[\s>(„])([aikosuvzAIKOSUVZ]) (?=\S)/g, '$1\u00a0'),
    ),
  );

/** Sends a page in the visitor's language, with a policy that allows its own style and script and nothing else. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  make: (words: Words) => Page,
): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  const page = make(words[language]);
  const inOrder = language === 'cs' ? { ...page, body: bindShortWords(page.body) } : page;
  const nonce = randomBytes(16).toString('base64url');
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-language', language)
    .header(
      'content-security-policy',
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    .send(render(inOrder, language, nonce).text);
}

export type NoticeName = 'badStart' | 'foreign' | 'noSso' | 'notFound' | 'busy' | 'broken' | 'over';

const noticePage = ({ title, lead }: Notice): Page => ({
  title,
  body: html`<h1>${title}</h1>
    <p>${lead}</p>`,
});

/** Sends a page that tells what happened and what to do, and offers nothing to press. */
export const sendNotice = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  name: NoticeName,
): FastifyReply => sendPage(request, reply, status, (texts) => noticePage(texts[name]));

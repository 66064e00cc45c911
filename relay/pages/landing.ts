import type { Landing } from '../store/store.ts';
import { type Html, html } from './html.ts';
import { landingScript } from './landing-script.ts';
import type { Page } from './page.ts';
import type { Notice, Words } from './words.ts';

/** The desktop reads exactly these parameters, each once (domain/relay.ts). */
function query(what: 'h' | 'error', value: string, state: string): string {
  return new URLSearchParams({ [what]: value, state }).toString();
}

/** `http://127.0.0.1:<port>/<path>`, from the port and the path the desktop named at the start. */
function loopbackAddress(loopback: string, parameters: string): string {
  const [port = '', path = ''] = loopback.split('.');
  return `http://127.0.0.1:${port}/${path}?${parameters}`;
}

const clockTime = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

interface LandingView {
  /** Deep-link scheme; a setting of the server. */
  readonly scheme: string;
  readonly handle: string;
  readonly landing: Landing;
  /** Epoch ms. */
  readonly now: number;
}

/** The browser brings a handle: three ways to give it to the desktop. */
export function landingPage(
  { landing: texts, over }: Words,
  { scheme, handle, landing, now }: LandingView,
): Page {
  const parameters = query('h', handle, landing.state);
  const seconds = Math.max(1, Math.ceil((landing.expiresAt - now) / 1000));
  const loopback =
    landing.loopback === null
      ? null
      : html`<section class="way">
          <h2>${texts.loopbackTitle}</h2>
          <p>${texts.loopbackLead}</p>
          <a class="second" id="loopback" href="${loopbackAddress(landing.loopback, parameters)}"
            >${texts.loopback}</a
          >
        </section>`;
  return {
    title: texts.title,
    script: landingScript,
    body: html`<div id="live">
        <h1>${texts.title}</h1>
        <p>${texts.lead}</p>
        <a class="press" id="open" href="${scheme}:/auth/callback?${parameters}">${texts.open}</a>
        <p class="quiet time" id="validity" data-seconds="${seconds}" data-text="${texts.validFor}">
          ${texts.validFor.replace('{time}', clockTime(seconds))}
        </p>
        <div class="ways" id="ways">
          <h2>${texts.ways}</h2>
          <p>${texts.waysLead}</p>
          ${loopback}
          <section class="way">
            <h2>${texts.codeTitle}</h2>
            <p>${texts.codeLead}</p>
            <div class="code">
              <code id="code" aria-label="${texts.codeName}">${handle}</code>
              <button class="second" id="copy" type="button" hidden>${texts.copy}</button>
            </div>
            <p
              class="quiet"
              id="copy-status"
              role="status"
              data-copied="${texts.copied}"
              data-failed="${texts.copyFailed}"
            ></p>
            <p class="warning">${texts.warning}</p>
          </section>
        </div>
      </div>
      <div id="over" role="status" hidden>${noticeBody(over)}</div>`,
  };
}

const noticeBody = ({ title, lead }: Notice): Html =>
  html`<h1>${title}</h1>
    <p>${lead}</p>`;

interface FailedView {
  readonly scheme: string;
  /** The upstream's word, or ours for it. */
  readonly error: string;
  readonly state: string;
  readonly loopback: string | null;
}

const words = (error: string): keyof Words['failed'] & ('denied' | 'unavailable' | 'refused') => {
  if (error === 'access_denied') return 'denied';
  return error === 'temporarily_unavailable' ? 'unavailable' : 'refused';
};

/** The upstream gave nothing: says so, and tells the desktop too, so that it stops waiting. */
export function failedPage({ failed, landing }: Words, { scheme, error, state, loopback }: FailedView): Page {
  const kind = words(error);
  const notice = failed[kind];
  const parameters = query('error', error, state);
  return {
    title: notice.title,
    script: landingScript,
    body: html`${noticeBody(notice)}
      ${kind === 'refused' ? html`<p class="quiet">${failed.reason} <code>${error}</code></p>` : null}
      <a class="press" id="open" href="${scheme}:/auth/callback?${parameters}">${failed.back}</a>
      ${
        loopback === null
          ? null
          : html`<div id="ways">
              <a class="second" id="loopback" href="${loopbackAddress(loopback, parameters)}"
                >${landing.loopback}</a
              >
            </div>`
      }`,
  };
}

import { html } from './html.ts';
import type { Page } from './page.ts';
import type { Words } from './words.ts';

export const installPaths = {
  page: '/aircall/install',
  go: '/aircall/install/continue',
  done: '/aircall/installed',
  stopped: '/aircall/not-installed',
} as const;

/** For the administrator who pressed "Install" in Aircall's Dashboard (Aircall 1.3, start A). */
export const installPage = ({ install }: Words): Page => ({
  title: install.title,
  body: html`<h1>${install.title}</h1>
    <p>${install.lead}</p>
    <h2>${install.sees}</h2>
    <ul>
      ${install.items.map(({ what, why }) => html`<li><strong>${what}</strong>: ${why}</li> `)}
    </ul>
    <p class="quiet">${install.scope}</p>
    <a class="press" href="${installPaths.go}">${install.go}</a>
    <p class="quiet">${install.who}</p>`,
});

/** The link shows the sign-in and carries nothing: the administrator is not necessarily the one who signs in. */
export const installedPage = ({ installed }: Words, scheme: string): Page => ({
  title: installed.title,
  body: html`<h1>${installed.title}</h1>
    <p>${installed.lead} ${installed.next}</p>
    <a class="press" href="${scheme}:/auth/start">${installed.open}</a>
    <p class="quiet">${installed.nothingKept}</p>`,
});

export const notInstalledPage = ({ notInstalled }: Words): Page => ({
  title: notInstalled.title,
  body: html`<h1>${notInstalled.title}</h1>
    <p>${notInstalled.lead}</p>
    <a class="press" href="${installPaths.page}">${notInstalled.again}</a>`,
});

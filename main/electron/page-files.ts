import fs from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, fileOf } from './page-rules.ts';
import { pageHost, type PageHost, pageScheme } from './sender.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before `ready`. Not bypassing CSP, no service workers, no CORS exemption. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** One of our pages and the policy it is served under. */
export interface ServedPage {
  readonly host: PageHost;
  readonly policy: string;
}

const appPage: ServedPage = { host: pageHost, policy: contentSecurityPolicy };

/** Serves a built page from `root` to a session that knows no other, every reply under its content security policy. */
export function servePageFiles(session: Session, root: string, { host, policy }: ServedPage = appPage): void {
  session.protocol.handle(pageScheme, async (request) => {
    const refused = new Response('', { status: 404, headers: { 'content-security-policy': policy } });
    if (request.method !== 'GET') return refused;
    const file = fileOf(request.url, root, host);
    const type = file === null ? undefined : types[path.extname(file)];
    if (file === null || type === undefined) return refused;
    const body = await fs.readFile(file).catch(() => null); // a missing file is a 404, like any other wrong name
    if (body === null) return refused;
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    });
  });
}

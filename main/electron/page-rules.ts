import path from 'node:path';
import { busPageHost, pageHost, type PageHost } from './sender.ts';

/** API traffic goes through main, so the page needs no remote host at all. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** The page around a bus frame shows that frame and nothing else. */
export const busPolicy = (busOrigin: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `frame-src ${busOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

/** Holds the page around a bus frame; the rest of the bundle is the app's page. */
const busFolder = 'bus-host';

/** The file an address of `host` names below `root`, or null when it names anything else: another page's file, too. */
export function fileOf(address: string, root: string, host: PageHost = pageHost): string | null {
  let pathname: string;
  try {
    const url = new URL(address);
    if (url.host !== host) return null;
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null; // a malformed escape such as %zz
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return null;
  const file = path.resolve(root, `.${pathname === '/' ? '/index.html' : pathname}`);
  const relative = path.relative(root, file);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return null;
  const ofBus = relative.split(path.sep)[0] === busFolder;
  return ofBus === (host === busPageHost) ? file : null;
}

/** What a window's page may do: nothing that Electron's security checklist advises against, each said aloud. */
export const pageRights = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

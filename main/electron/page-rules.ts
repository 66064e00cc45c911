import path from 'node:path';
import { pageHost } from './sender.ts';

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

/** The file an address names below `root`, or null when it names anything else. */
export function fileOf(address: string, root: string): string | null {
  let pathname: string;
  try {
    const url = new URL(address);
    if (url.host !== pageHost) return null;
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null; // a malformed escape such as %zz
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return null;
  const file = path.resolve(root, `.${pathname === '/' ? '/index.html' : pathname}`);
  const relative = path.relative(root, file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? null : file;
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

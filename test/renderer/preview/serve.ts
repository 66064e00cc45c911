import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, createServer as createViteServer, type InlineConfig } from 'vite';

const projectRoot = path.resolve(import.meta.dirname, '../../..');

/** The page's content policy, as main sends it with every `app://` response. */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

export interface Preview {
  /** Without a trailing slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const shared = (): InlineConfig => ({
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

function serveFolder(folder: string): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://preview');
    const file = path.join(folder, pathname === '/' ? 'index.html' : path.posix.normalize(pathname));
    readFile(file).then(
      (body) => {
        const type = types[path.extname(file)] ?? 'application/octet-stream';
        response
          .writeHead(200, {
            'content-type': type,
            'content-security-policy': pagePolicy,
            // All but the page itself is named after its content, so that a test need not load it again.
            ...(pathname.startsWith('/assets/') ? { 'cache-control': 'max-age=31536000, immutable' } : {}),
          })
          .end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
}

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
  return address.port;
};

/** The page as it ships: bundled, and served under the strict content policy. Slow to start, true to the app. */
export async function serveBuilt(): Promise<Preview> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchdeck-preview-'));
  await build({
    ...shared(),
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'esnext',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1200, // as electron.vite.config.ts has it, for its reason
    },
  });
  const server = serveFolder(folder);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: async () => {
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}

/** The page while it is worked on: changes show at once. Styles are inlined by the bundler, so there is no policy. */
export async function serveWorking(port = 0): Promise<Preview> {
  const server = await createViteServer({
    ...shared(),
    server: { port, host: '127.0.0.1', fs: { allow: [projectRoot] } },
  });
  await server.listen(port);
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the preview server has no address');
  return { url: url.replace(/\/$/u, ''), close: () => server.close() };
}

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * An address that whoever builds the app puts in, '' when they do not. A build that would start and then refuse its own
 * address is stopped here.
 */
function builtIn(name: string): string {
  const text = process.env[name] ?? '';
  if (text !== '' && !(URL.canParse(text) && new URL(text).protocol === 'https:'))
    throw new Error(`${name} must be an https address, such as https://relay.example.com`);
  return JSON.stringify(text);
}

/**
 * Three bundles: main (ESM, with the storage worker as a second entry), preload scripts (CommonJS, because a
 * sandboxed preload cannot be a module) and the pages: the app's, and the one around a bus frame in a folder of its own,
 * because neither is served the other's files. Only `dependencies` (the native keychain add-on) stay outside.
 */
export default defineConfig({
  main: {
    define: {
      BUILT_IN_RELAY: builtIn('SWITCHDECK_RELAY'),
      BUILT_IN_AIRCALL_BUS: builtIn('SWITCHDECK_AIRCALL_BUS'),
    },
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      lib: { entry: { index: 'main/index.ts', 'storage-worker': 'main/storage/worker.ts' }, formats: ['es'] },
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      lib: { entry: { index: 'preload/index.ts', bus: 'preload/bus.ts' }, formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      // What the first screen needs is one file, read from disk and never fetched: pieces of it would only add reads.
      // The other screens are files of their own (renderer/screens.ts). Minified, there is half as much to parse.
      minify: true,
      chunkSizeWarningLimit: 1200,
      // Every browser that can be meant knows it, and its stand-in would be a file of both pages.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // Schemas are main's: beside the constants the page takes from domain/, none of them is made.
        treeshake: { manualPureFunctions: ['z'] },
        input: { index: 'renderer/index.html', 'bus-host': 'renderer/bus-host/index.html' },
        output: {
          entryFileNames: ({ name }) =>
            name === 'bus-host' ? 'bus-host/host-page.js' : 'assets/[name]-[hash].js',
          codeSplitting: {
            groups: [{ name: 'page', tags: ['$initial'], test: (id) => !/bus-(host|page)/.test(id) }],
          },
        },
      },
    },
  },
});

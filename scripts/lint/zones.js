import path from 'node:path';

/**
 * Who may import whom (docs/architecture.md has the picture). The first zone whose folder contains a file is its
 * zone; a file in no zone is an error, so a new folder must be given its place here before it can hold code.
 * `own` lists folders of the project, `packages` the packages, where `*` allows any that is not forbidden.
 */
const zones = [
  { folder: 'domain', own: ['domain'], packages: ['zod'] },
  {
    folder: 'main/providers/aircall',
    own: ['domain', 'main/providers/*.ts', 'main/*.ts', 'main/providers/aircall'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/providers/voipex',
    own: ['domain', 'main/providers/*.ts', 'main/*.ts', 'main/providers/voipex'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/providers',
    own: ['domain', 'main/providers', 'main/*.ts'],
    packages: ['zod', 'node:*', 'libphonenumber-js*'],
  },
  {
    folder: 'main/auth',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*', 'keytar'],
  },
  {
    folder: 'main/storage',
    own: ['domain', 'main/storage', 'main/calls', 'main/*.ts'],
    not: ['main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/calls',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*', 'libphonenumber-js*'],
  },
  {
    folder: 'main/switchboard',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/accounts',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  { folder: 'main/links', own: ['domain', 'main/links', 'main/*.ts'], packages: ['zod', 'node:*'] },
  {
    folder: 'main/connection-string',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/sign-in',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  {
    folder: 'main/impersonation',
    own: ['domain', 'main'],
    not: ['main/electron', 'main/index.ts'],
    packages: ['zod', 'node:*'],
  },
  ...['main/views', 'main/keeping', 'main/exports', 'main/alerts', 'main/follow-ups', 'main/live'].map(
    (folder) => ({
      folder,
      own: ['domain', 'main'],
      not: ['main/electron', 'main/index.ts'],
      packages: ['zod', 'node:*', 'libphonenumber-js*', 'yazl', 'csv-stringify*', 'eventsource-parser'],
    }),
  ),
  {
    folder: 'main/settings',
    own: ['domain', 'main/settings', 'main/*.ts'],
    not: ['main/index.ts'],
    packages: ['zod', 'node:*', 'electron-store'],
  },
  {
    folder: 'main/electron',
    own: ['domain', 'main'],
    not: ['main/providers/aircall', 'main/providers/voipex', 'main/storage', 'main/index.ts'],
    packages: ['electron', 'zod', 'node:*', 'electron-log*', 'electron-store'],
  },
  {
    folder: 'main',
    own: ['domain', 'main'],
    packages: ['zod', 'node:*', 'electron-log*', 'libphonenumber-js*'],
  },
  { folder: 'preload', own: ['domain', 'preload'], packages: ['electron'] },
  {
    folder: 'renderer',
    own: ['domain', 'renderer'],
    packages: ['*'],
    forbid: ['electron', 'node:*', 'keytar', 'electron-*'],
  },
  {
    folder: 'relay',
    own: ['domain', 'relay'],
    packages: ['*'],
    forbid: ['electron', 'electron-*', 'keytar'],
  },
  {
    folder: 'scripts',
    own: ['scripts', 'domain', 'test/shell', 'test/simulators', 'test/e2e'],
    packages: ['*'],
  },
  { folder: 'test', own: ['*'], packages: ['*'] },
];

const inside = (file, pattern) => {
  if (pattern === '*') return true;
  if (pattern.endsWith('/*.ts')) {
    const folder = pattern.slice(0, -'/*.ts'.length);
    return path.posix.dirname(file) === folder;
  }
  return file === pattern || file.startsWith(`${pattern}/`);
};
const matches = (name, pattern) =>
  pattern === '*' ||
  name === pattern ||
  name.startsWith(`${pattern}/`) ||
  (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));

/** ESLint plugin with the one rule `zones`. */
export default {
  rules: {
    zones: {
      meta: {
        type: 'problem',
        schema: [],
        messages: {
          noZone: '{{file}} is in no layer zone: give its folder a place in scripts/lint/zones.js.',
          refused: '{{file}} ({{zone}}) may not import {{what}}. See docs/architecture.md.',
        },
      },
      create(context) {
        const root = context.cwd;
        const file = path.relative(root, context.filename).split(path.sep).join('/');
        if (!file.includes('/')) return {}; // configuration files at the top
        const zone = zones.find((z) => inside(file, z.folder));
        if (!zone)
          return { Program: (node) => context.report({ node, messageId: 'noZone', data: { file } }) };
        const check = (node) => {
          const source = node.source?.value;
          if (typeof source !== 'string') return;
          const bare = source.split('?')[0];
          const allowed = bare.startsWith('.')
            ? (() => {
                const target = path.posix.join(path.posix.dirname(file), bare);
                return (
                  zone.own.some((p) => inside(target, p)) && !(zone.not ?? []).some((p) => inside(target, p))
                );
              })()
            : zone.packages.some((p) => matches(bare, p)) &&
              !(zone.forbid ?? []).some((p) => matches(bare, p));
          if (!allowed)
            context.report({ node, messageId: 'refused', data: { file, zone: zone.folder, what: source } });
        };
        return {
          ImportDeclaration: check,
          ExportNamedDeclaration: check,
          ExportAllDeclaration: check,
          ImportExpression: check,
        };
      },
    },
  },
};

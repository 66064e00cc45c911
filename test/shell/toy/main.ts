/** A small app that uses each part of Electron's API the stand-in has; `stand-in.spec.ts` looks at what comes of it. */
import fs from 'node:fs/promises';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  protocol,
  session,
  Tray,
} from 'electron';

const folder = import.meta.dirname;
const page = path.join(folder, 'page');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.setPath('userData', process.env['TOY_PROFILE'] ?? '');

if (app.requestSingleInstanceLock({ started: new Date(0) })) {
  void app.whenReady().then(start);
} else {
  app.exit(0);
}

async function start(): Promise<void> {
  const told: string[] = [];
  ipcMain.handle('told', () => told);
  session.defaultSession.protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url);
    const body = await fs.readFile(path.join(page, pathname)).catch(() => null);
    if (body === null) return new Response('', { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': types[path.extname(pathname)] ?? 'text/plain',
        'content-security-policy': "default-src 'none'; script-src app://toy; connect-src 'self'",
      },
    });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
    told.push(`permission ${permission}`);
    callback(false);
  });
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('sender', (event) => event.senderFrame?.url);
  ipcMain.handle('fail', () => {
    throw new TypeError('nope');
  });
  nativeTheme.themeSource = 'dark';

  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      told.push(`navigate ${event.url}`);
      if (!event.url.startsWith('app://toy/')) event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      told.push(`open ${url}`);
      return { action: 'deny' };
    });
  });
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, preload: path.join(folder, 'preload.cjs') },
  });
  const say = (text: string): void => {
    told.push(text);
    window.webContents.send('said', text);
  };
  window.on('close', (event) => {
    if (told.includes('stay')) event.preventDefault();
  });
  ipcMain.handle('stay', () => told.push('stay'));
  app.on('second-instance', (_event, argv, _folder, data) => {
    const started = typeof data === 'object' && data !== null && 'started' in data ? data.started : null;
    say(`second ${argv.at(-1) ?? ''} ${started instanceof Date ? 'with a date' : 'without'}`);
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'say', label: 'Say', click: () => say('menu') }] },
    ]),
  );
  const tray = new Tray(nativeImage.createEmpty());
  tray.on('click', () => say('tray'));
  const notification = new Notification({ title: 'Toy', body: 'is there' });
  notification.on('click', () => say('notification'));
  notification.show();

  window.once('ready-to-show', () => window.show());
  await window.loadURL('app://toy/index.html');
}

/** The least an app of this runtime can do: one window with one word. What starting up is compared with. */
import { app, BrowserWindow } from 'electron';

app.setPath('userData', process.env['EMPTY_PROFILE'] ?? '');
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  await window.loadURL('data:text/html,<title>Empty</title><main data-row>Empty</main>');
});

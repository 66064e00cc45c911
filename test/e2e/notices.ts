import type { ElectronApplication } from 'playwright';

export interface ShownNotice {
  readonly title: string;
  readonly body: string;
  /** Taken away again. */
  readonly closed: boolean;
}

/** The notifications that the app has shown, oldest first, whatever shows them: they are watched in its main process. */
export async function watchNotices(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const shown: { title: string; body: string; closed: boolean; click: () => void }[] = [];
    Reflect.set(globalThis, 'shownNotices', shown);
    // The method itself, called on each notification below.
    const show = Reflect.get<Electron.Notification, 'show'>(Notification.prototype, 'show');
    Notification.prototype.show = function (this: Electron.Notification) {
      const notice = { title: this.title, body: this.body, closed: false, click: () => this.emit('click') };
      shown.push(notice);
      this.once('close', () => {
        notice.closed = true;
      });
      show.call(this);
    };
  });
}

export const noticesOf = (app: ElectronApplication): Promise<ShownNotice[]> =>
  app.evaluate(() => {
    // Put there by `watchNotices`.
    const shown = Reflect.get(globalThis, 'shownNotices') as ShownNotice[];
    return shown.map(({ title, body, closed }) => ({ title, body, closed }));
  });

/** Clicks one of them, as the user would. */
export const clickNotice = (app: ElectronApplication, index: number): Promise<void> =>
  app.evaluate((_, at) => {
    const shown = Reflect.get(globalThis, 'shownNotices') as { click: () => void }[];
    shown[at]?.click();
  }, index);

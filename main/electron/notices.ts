import { Notification } from 'electron';
import type { ShowNotice } from '../alerts/alerts.ts';

/** Notifications of the system; nothing happens where it has none. `icon`: file of the app's picture. */
export function createNotices(icon: string): ShowNotice {
  /** What nobody holds may be collected as rubbish, and its click with it. */
  const shown = new Set<Notification>();
  return ({ title, body }, onClick) => {
    if (!Notification.isSupported()) return () => undefined;
    const notice = new Notification({ title, body, icon });
    shown.add(notice);
    notice.on('click', () => {
      shown.delete(notice);
      onClick();
    });
    notice.on('close', () => shown.delete(notice));
    notice.show();
    return () => {
      shown.delete(notice);
      notice.close();
    };
  };
}

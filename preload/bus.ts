import { contextBridge, ipcRenderer } from 'electron';
import { busChannels } from '../domain/bus-page.ts';

/** All that the page around a bus frame can do: speak and listen on its two channels. */
contextBridge.exposeInMainWorld('busHost', {
  send: (message: unknown): void => ipcRenderer.send(busChannels.up, message),
  receive: (listener: (message: unknown) => void): void => {
    ipcRenderer.on(busChannels.down, (_event, message: unknown) => listener(message));
  },
});

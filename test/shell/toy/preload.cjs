const { contextBridge, ipcRenderer } = require('electron');

globalThis.secretOfThePreload = true;
contextBridge.exposeInMainWorld('toy', {
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  add: (a, b) => a + b,
  refuse: () => {
    throw new RangeError('no');
  },
  onSaid: (listener) => {
    const forward = (_event, text) => listener(text);
    ipcRenderer.on('said', forward);
    return () => ipcRenderer.off('said', forward);
  },
});

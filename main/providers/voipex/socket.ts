/** What a socket tells of itself. `ended` comes once at least, also when it never opened. */
export interface SocketListener {
  opened(): void;
  said(text: string): void;
  ended(): void;
}
export interface Socket {
  send(text: string): void;
  close(): void;
}
/** Opens a WebSocket with a sub-protocol. Never throws: what cannot be opened ends. */
export type OpenSocket = (url: string, protocol: string, listener: SocketListener) => Socket;

/** The platform's own. */
export const openPlatformSocket: OpenSocket = (url, protocol, listener) => {
  const socket = new WebSocket(url, protocol);
  socket.addEventListener('open', () => listener.opened());
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') listener.said(data);
  });
  socket.addEventListener('error', () => listener.ended());
  socket.addEventListener('close', () => listener.ended());
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
};

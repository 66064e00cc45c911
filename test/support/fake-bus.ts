import type { BusFrame, BusHost, BusMessage } from '../../main/providers/bus-host.ts';

/** A bus that a test plays: what it was told, and what it says. */
export interface FakeBus {
  readonly host: BusHost;
  /** Frames that were opened, in order. */
  readonly frames: readonly FakeBusFrame[];
  /** Never loads a frame; an opening ends only when it is aborted. */
  neverLoads: boolean;
  /** Called with every message that a frame is told. */
  answer: (message: BusMessage, frame: FakeBusFrame) => void;
}

export interface FakeBusFrame {
  readonly address: string;
  readonly told: readonly BusMessage[];
  readonly closed: boolean;
  says(message: unknown): void;
}

export const idTokenOf = (n: number): string => `id-token-${String(n)}`;
export const refreshTokenOf = (n: number): string => `refresh-token-${String(n)}`;

/** What `AUTH.SSO_FULFILLED` carries for Alena of Atelier. */
export const granted = (n = 1, email = 'alena@atelier.example') => ({
  credentials: { idToken: idTokenOf(n), refreshToken: refreshTokenOf(n) },
  currentUser: { id: 1719007, email, first_name: 'Alena', last_name: 'Malá', seats: [] },
  company: { id: 48213, name: 'Atelier' },
});

/** A bus that takes everybody in; codes make its answers `granted(1)`, `granted(2)` … */
export function createFakeBus(): FakeBus {
  const frames: FakeBusFrame[] = [];
  let signedIn = 0;
  const bus: FakeBus = {
    frames,
    neverLoads: false,
    answer({ type }, frame) {
      if (type === 'BUS.REGISTER') frame.says({ type: 'BUS.REGISTER_FULFILLED' });
      if (type === 'AUTH.SSO') frame.says({ type: 'AUTH.SSO_FULFILLED', payload: granted(++signedIn) });
      if (type === 'BUS.INIT') frame.says({ type: 'BUS.INIT_FULFILLED' });
    },
    host: {
      release: '1.2.3',
      open: (address, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }); // as the caller gave it
          if (bus.neverLoads) return;
          const { frame, control } = makeFrame(address, (message) => bus.answer(message, control));
          frames.push(control);
          resolve(frame);
        }),
    },
  };
  return bus;
}

function makeFrame(
  address: string,
  answer: (message: BusMessage) => void,
): { readonly frame: BusFrame; readonly control: FakeBusFrame } {
  const told: BusMessage[] = [];
  let listener: ((message: unknown) => void) | null = null;
  let closed = false;
  const control: FakeBusFrame = {
    address,
    told,
    get closed() {
      return closed;
    },
    says(message) {
      if (!closed) listener?.(message);
    },
  };
  const frame: BusFrame = {
    origin: 'app://bus',
    send(message) {
      if (closed) return;
      told.push(message);
      queueMicrotask(() => answer(message)); // a window answers later, never at once
    },
    onMessage: (next) => (listener = next),
    close: () => {
      closed = true;
    },
  };
  return { frame, control };
}

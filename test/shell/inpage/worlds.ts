/**
 * One end of the line between the preload script's world and the page's. Both hold the same detached element and talk
 * through CustomEvents on it: that is synchronous, and the browser clones `detail` on its way. Functions and promises
 * cannot be cloned, so a handle goes instead. Stringified into the page: no imports, nothing from outside its braces.
 */
export interface WorldEnd {
  /** Replaces functions and promises by handles the other side turns back. */
  pack(value: unknown): unknown;
  /** The other way round; `freeze` freezes every object and array, as Electron does with an exposed API. */
  unpack(value: unknown, freeze?: boolean): unknown;
  say(kind: string, detail: unknown): void;
  hear(kind: string, listener: (detail: unknown) => void): void;
}

/**
 * `mine` and `yours` name the two sides; `mark` is the random key that tells a handle from the page's own objects.
 * Built-ins are captured first, so that a page that patches them later never sees a message.
 */
export function createWorldEnd(line: EventTarget, mine: string, yours: string, mark: string): WorldEnd {
  type Callable = (...values: unknown[]) => unknown;
  interface Settle {
    resolve(value: unknown): void;
    reject(reason: unknown): void;
  }
  const apply = Reflect.apply;
  const dispatch = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'dispatchEvent')?.value as Callable; // every browser has it
  const DetailEvent = CustomEvent;
  const detailProperty = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail');
  const readDetail: unknown = detailProperty && Reflect.get(detailProperty, 'get');

  let last = 0;
  let answer: { readonly ok: boolean; readonly value: unknown } | null = null;
  const callables = new Map<number, Callable>();
  const idOf = new WeakMap<Callable, number>();
  const waiting = new Map<number, Settle>();
  const proxies = new Map<number, WeakRef<Callable>>();

  const field = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null
      ? Object.getOwnPropertyDescriptor(value, key)?.value
      : undefined;
  const detailOf = (event: Event): unknown =>
    isCallable(readDetail) ? apply(readDetail, event, []) : undefined;
  const isCallable = (value: unknown): value is Callable => typeof value === 'function';
  const say = (kind: string, detail: unknown): void => {
    apply(dispatch, line, [new DetailEvent(yours + kind, { detail })]);
  };
  const hear = (kind: string, listener: (detail: unknown) => void): void => {
    line.addEventListener(mine + kind, (event) => {
      listener(detailOf(event));
    });
  };
  const forgotten = new FinalizationRegistry<number>((id) => {
    proxies.delete(id);
    say('free', id);
  });

  const cloneable = [Error, Date, Map, Set, RegExp, ArrayBuffer, Blob];
  const isClonedWhole = (value: object): boolean =>
    ArrayBuffer.isView(value) || cloneable.some((kind) => value instanceof kind);
  const packReason = (reason: unknown): unknown =>
    reason instanceof Error ? new Error(reason.message) : pack(reason);

  const packFunction = (value: Callable): unknown => {
    const id = idOf.get(value) ?? ++last;
    idOf.set(value, id);
    callables.set(id, value);
    return { [mark]: 'function', id };
  };
  const packPromise = (promise: Promise<unknown>): unknown => {
    const id = ++last;
    promise.then(
      (value) => say('settle', { id, ok: true, value: pack(value) }),
      (reason: unknown) => say('settle', { id, ok: false, value: packReason(reason) }),
    );
    return { [mark]: 'promise', id };
  };
  const packWith = (value: unknown, seen: Map<object, unknown>): unknown => {
    if (isCallable(value)) return packFunction(value);
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    if (value instanceof Promise) return packPromise(value);
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      seen.set(value, list);
      for (const part of value) list.push(packWith(part, seen));
      return list;
    }
    if (isClonedWhole(value)) return value;
    const plain: Record<string, unknown> = {};
    seen.set(value, plain);
    for (const [key, part] of Object.entries(value)) plain[key] = packWith(part, seen);
    return plain;
  };
  const pack = (value: unknown): unknown => packWith(value, new Map());

  const proxyOf = (id: number): Callable => {
    const known = proxies.get(id)?.deref();
    if (known) return known;
    const proxy: Callable = (...values) => {
      answer = null;
      say('call', { id, values: pack(values) });
      const given = answer as { readonly ok: boolean; readonly value: unknown } | null; // set by the listener below, during `say`
      answer = null;
      if (!given) throw new Error('The other side of the context bridge is gone.');
      const value = unpack(given.value);
      if (given.ok) return value;
      throw value;
    };
    proxies.set(id, new WeakRef(proxy));
    forgotten.register(proxy, id);
    return proxy;
  };
  const unpack = (value: unknown, freeze = false): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const kind = field(value, mark);
    const id = Number(field(value, 'id'));
    if (kind === 'function') return proxyOf(id);
    if (kind === 'promise') {
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
    }
    const open = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (!open) return value;
    for (const [key, part] of Object.entries(value)) Reflect.set(value, key, unpack(part, freeze));
    return freeze ? Object.freeze(value) : value;
  };

  const perform = (detail: unknown): { ok: boolean; value: unknown } => {
    try {
      const callable = callables.get(Number(field(detail, 'id')));
      if (!callable) throw new Error('A released function was called.');
      const values = unpack(field(detail, 'values'));
      return { ok: true, value: pack(apply(callable, undefined, Array.isArray(values) ? values : [])) };
    } catch (reason) {
      return { ok: false, value: packReason(reason) };
    }
  };
  hear('call', (detail) => {
    say('answer', perform(detail));
  });
  hear('answer', (detail) => {
    answer = { ok: field(detail, 'ok') === true, value: field(detail, 'value') };
  });
  hear('free', (detail) => {
    callables.delete(Number(detail));
  });
  hear('settle', (detail) => {
    const id = Number(field(detail, 'id'));
    const value = unpack(field(detail, 'value'));
    const settle = waiting.get(id);
    waiting.delete(id);
    if (field(detail, 'ok') === true) settle?.resolve(value);
    else settle?.reject(value);
  });
  return { pack, unpack, say, hear };
}

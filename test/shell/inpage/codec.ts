/**
 * Turns what structured cloning would carry into JSON and back, because the debugging protocol carries only text.
 * `createCodec` is stringified into the page: no imports, nothing from outside its own braces.
 */
export interface Codec {
  /** JSON-safe form of a value. Throws "An object could not be cloned." for functions, symbols, promises and cycles. */
  encode(value: unknown): unknown;
  decode(value: unknown): unknown;
}

export function createCodec(): Codec {
  const refuse = (why = ''): never => {
    throw new Error(`An object could not be cloned.${why}`);
  };
  const views = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const isKeyOf = <T extends object>(key: unknown, table: T): key is keyof T =>
    typeof key === 'string' && Object.hasOwn(table, key);

  const toBase64 = (bytes: Uint8Array): string => {
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768) {
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    }
    return btoa(binary);
  };
  const fromBase64 = (text: string): ArrayBuffer => {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes.buffer;
  };

  const encodeObject = (value: object, above: Set<object>): unknown => {
    const inner = (part: unknown): unknown => encode(part, above);
    if (ArrayBuffer.isView(value)) {
      // Node's Buffer is a Uint8Array to everybody else.
      const name = value instanceof Uint8Array ? 'Uint8Array' : value.constructor.name;
      return {
        $: 'bytes',
        name,
        v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      };
    }
    if (value instanceof ArrayBuffer)
      return { $: 'bytes', name: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) };
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map) return { $: 'map', v: [...value].map(inner) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(inner) };
    if (value instanceof RegExp) return { $: 'regexp', v: value.source, flags: value.flags };
    if (value instanceof Error)
      return { $: 'error', name: value.name, v: value.message, stack: value.stack ?? '' };
    if (value instanceof Promise) return refuse();
    if (Array.isArray(value)) return value.map(inner);
    const plain: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) plain[key] = inner(part);
    return '$' in plain ? { $: 'object', v: plain } : plain;
  };

  const encode = (value: unknown, above: Set<object>): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      case 'undefined':
        return { $: 'undefined' };
      case 'bigint':
        return { $: 'bigint', v: String(value) };
      case 'object': {
        if (value === null) return null;
        if (above.has(value)) return refuse(' (The stand-in carries no cycles.)');
        above.add(value);
        const encoded = encodeObject(value, above);
        above.delete(value);
        return encoded;
      }
      case 'function':
      case 'symbol':
        return refuse();
    }
  };

  const decodePlain = (value: object): object => {
    const plain: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) plain[key] = decode(part);
    return plain;
  };
  const decodeError = (name: unknown, message: string, stack: unknown): Error => {
    const error = new (isKeyOf(name, errors) ? errors[name] : Error)(message);
    if (typeof stack === 'string') error.stack = stack;
    return error;
  };
  const decodeBytes = (name: unknown, buffer: ArrayBuffer): unknown => {
    // Each of the kinds takes a buffer; TypeScript cannot call the union of their constructors.
    return isKeyOf(name, views) ? Reflect.construct(views[name], [buffer]) : buffer;
  };

  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    if (!('$' in value)) return decodePlain(value);
    const part: unknown = 'v' in value ? value.v : undefined;
    const list: readonly unknown[] = Array.isArray(part) ? part : [];
    const text = typeof part === 'string' ? part : '';
    const name: unknown = 'name' in value ? value.name : undefined;
    switch (value.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(text);
      case 'bigint':
        return BigInt(text);
      case 'date':
        return new Date(typeof part === 'number' ? part : NaN); // JSON has no NaN, the time of an invalid date
      case 'regexp':
        return new RegExp(text, 'flags' in value ? String(value.flags) : '');
      case 'set':
        return new Set(list.map(decode));
      case 'map':
        return new Map(
          list.map((entry): [unknown, unknown] =>
            Array.isArray(entry) ? [decode(entry[0]), decode(entry[1])] : [undefined, undefined],
          ),
        );
      case 'bytes':
        return decodeBytes(name, fromBase64(text));
      case 'error':
        return decodeError(name, text, 'stack' in value ? value.stack : undefined);
      case 'object':
        return typeof part === 'object' && part !== null ? decodePlain(part) : part;
      default:
        return refuse(' (Unknown mark.)');
    }
  };

  return { encode: (value) => encode(value, new Set()), decode };
}

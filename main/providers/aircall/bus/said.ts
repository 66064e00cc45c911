const textKeys = [
  'message',
  'error_description',
  'description',
  'detail',
  'title',
  'error',
  'errors',
  'code',
];
const deepest = 4;
/** More than is ever shown. */
const longest = 1200;

/**
 * What a rejection says, as text: its `error` is whatever the back-end returned (003_d5fb4f046f5f5c62.txt). A text is
 * taken as it is; of an object, the first of its parts that usually holds words. Undefined when it says nothing, or when
 * it repeats `secret`. Never throws, whatever was parsed from JSON.
 */
export function saidBy(error: unknown, secret: string): string | undefined {
  const text = textOf(error, deepest);
  return text === undefined || text.includes(secret) ? undefined : text.slice(0, longest);
}

function textOf(error: unknown, depth: number): string | undefined {
  if (typeof error === 'string') return error.trim() === '' ? undefined : error;
  if (typeof error === 'number' || typeof error === 'boolean') return String(error);
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const parts: readonly unknown[] = Array.isArray(error)
    ? error.slice(0, 10)
    : textKeys.filter((key) => Object.hasOwn(error, key)).map((key): unknown => Reflect.get(error, key));
  for (const part of parts) {
    const text = textOf(part, depth - 1);
    if (text !== undefined) return text;
  }
  return undefined;
}

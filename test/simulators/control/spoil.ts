/** How a reply's JSON is spoilt: types changed, or words that nobody documented. Pure; the reply is copied. */

/** Field names whose text is one of a list of words, over both providers. */
const wordFields = new Set([
  ...[
    'direction',
    'status',
    'missed_call_reason',
    'availability_status',
    'availability',
    'substatus',
    'state',
  ],
  ...[
    'type',
    'pricing_type',
    'disposition',
    'agentState',
    'hangupcause',
    'eventtype',
    'stav',
    'exit',
    'strategy',
  ],
  ...['resolvedStatus', 'fwd', 'channelState', 'smer', 'typ'],
]);

type Change = (key: string, value: unknown) => unknown;

function changed(value: unknown, key: string, change: Change): unknown {
  const own = change(key, value);
  if (own !== value) return own;
  if (Array.isArray(value)) return value.map((item) => changed(item, key, change));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, changed(inner, name, change)]),
    );
  }
  return value;
}

/** Applies a change to the whole body, or only to the first record of each list at its top. */
function spoil(body: unknown, records: 'all' | 'first', change: Change): unknown {
  if (records === 'all') return changed(body, '', change);
  const firstOf = (list: readonly unknown[]): unknown[] =>
    list.map((item, at) => (at === 0 ? changed(item, '', change) : item));
  if (Array.isArray(body)) return firstOf(body);
  if (body === null || typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? firstOf(value) : value]),
  );
}

function otherType(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return String(value);
    case 'string':
      return 42;
    case 'boolean':
      return 'maybe';
    default:
      return value === null ? 0 : Array.isArray(value) ? {} : 'an object was here';
  }
}

export function withWrongTypes(
  body: unknown,
  fields: readonly string[] | undefined,
  records: 'all' | 'first',
): unknown {
  let turn = 0;
  return spoil(body, records, (key, value) => {
    if (fields !== undefined) return fields.includes(key) ? otherType(value) : value;
    if (typeof value !== 'number') return value;
    turn += 1;
    return turn % 2 === 1 ? String(value) : null;
  });
}

export function withUnknownValues(
  body: unknown,
  fields: readonly string[] | undefined,
  records: 'all' | 'first',
): unknown {
  const named = fields === undefined ? wordFields : new Set(fields);
  return spoil(body, records, (key, value) =>
    named.has(key) && typeof value === 'string' ? `${value}_of_tomorrow` : value,
  );
}

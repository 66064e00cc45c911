import { z } from 'zod';

const fields = z.array(z.string()).optional();
/** Which records of a list are spoilt. */
const records = z.enum(['all', 'first']).default('all');

export const Fault = z.discriminatedUnion('kind', [
  /** Answers this status instead. `body` left out: the provider's own body for the status, where it has one. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** Answers as usual, but this much later in real time. */
  z.strictObject({ kind: z.literal('delay'), ms: z.number().int().nonnegative().max(600_000) }),
  /** Breaks the connection: before any byte, or half-way through the body. */
  z.strictObject({ kind: z.literal('cut'), after: z.enum(['nothing', 'half']).default('nothing') }),
  /** Answers as usual with a body that is no JSON: cut short, or a page of HTML. */
  z.strictObject({ kind: z.literal('malformed'), as: z.enum(['truncated', 'html']).default('truncated') }),
  /** Answers as usual with blanks before the body up to this many bytes in all. */
  z.strictObject({
    kind: z.literal('oversized'),
    bytes: z
      .number()
      .int()
      .positive()
      .max(2 ** 31),
  }),
  /** Changes types in the body: those of the named fields, or every number to a text and a null by turns. */
  z.strictObject({ kind: z.literal('wrong-types'), fields, records }),
  /** Changes the words of enumerations to ones nobody documented: those of the named fields, or all known ones. */
  z.strictObject({ kind: z.literal('unknown-values'), fields, records }),
]);
export type Fault = z.infer<typeof Fault>;

export const FaultRule = z.strictObject({
  /** Any method when left out. */
  method: z.string().toUpperCase().optional(),
  /** Regular expression over path and query (`^/v1/calls\\?`); any request when left out. */
  path: z
    .string()
    .refine((text) => isPattern(text), 'not a regular expression')
    .optional(),
  /** How many matching requests it strikes; null until cleared. */
  times: z.number().int().positive().nullable().default(null),
  /** How many matching requests pass before it strikes. */
  skip: z.number().int().nonnegative().default(0),
  fault: Fault,
});
export type FaultRule = z.infer<typeof FaultRule>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

interface Standing {
  readonly id: number;
  readonly rule: FaultRule;
  readonly pattern: RegExp | null;
  skip: number;
  left: number | null;
  struck: number;
}

/** The rules in force. The first that matches a request strikes it; a used-up rule stays listed with its count. */
export class Faults {
  readonly #rules: Standing[] = [];
  #nextId = 1;

  /** Throws ZodError for a rule that is none. Returns its id. */
  add(input: z.input<typeof FaultRule>): number {
    const rule = FaultRule.parse(input);
    const id = this.#nextId++;
    this.#rules.push({
      id,
      rule,
      pattern: rule.path === undefined ? null : new RegExp(rule.path, 'u'),
      skip: rule.skip,
      left: rule.times,
      struck: 0,
    });
    return id;
  }

  /** Removes one rule, or all. Returns how many went. */
  clear(id?: number): number {
    if (id === undefined) return this.#rules.splice(0).length;
    const at = this.#rules.findIndex((standing) => standing.id === id);
    return at === -1 ? 0 : this.#rules.splice(at, 1).length;
  }

  list(): readonly {
    readonly id: number;
    readonly rule: FaultRule;
    readonly left: number | null;
    readonly struck: number;
  }[] {
    return this.#rules.map(({ id, rule, left, struck }) => ({ id, rule, left, struck }));
  }

  /** The fault that strikes this request, counting it; null when none does. */
  strike(method: string, url: string): Fault | null {
    for (const standing of this.#rules) {
      const { rule, pattern } = standing;
      if (rule.method !== undefined && rule.method !== method) continue;
      if (pattern !== null && !pattern.test(url)) continue;
      if (standing.left === 0) continue;
      if (standing.skip > 0) {
        standing.skip -= 1;
        continue;
      }
      if (standing.left !== null) standing.left -= 1;
      standing.struck += 1;
      return rule.fault;
    }
    return null;
  }
}

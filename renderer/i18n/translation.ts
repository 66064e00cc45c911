/** The name before a plural ending, for keys such as `calls_other`. */
type PluralBase<Key> = Key extends `${infer Base}_other` ? Base : never;

/**
 * The shape a translation must have: every key of the English text and, where English counts (`_one`, `_other`),
 * the further categories that Czech needs (`_few` for 2 to 4, `_many` for fractions). A missing key does not compile.
 */
export type Czech<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Czech<English[Key]>;
} & {
  readonly [
    Key in keyof English as PluralBase<Key> extends never ? never : `${PluralBase<Key>}_${'few' | 'many'}`
  ]: string;
};

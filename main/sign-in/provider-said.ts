/** As much as the contract lets through. */
const longest = 300;

/** Control characters, line breaks, and characters that turn the direction of text or cannot be seen. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** What a provider said about a refusal, as plain text to show; null for nothing, and for a text that repeats a secret. */
export function providerSaid(text: string | undefined, secrets: readonly string[]): string | null {
  if (text === undefined) return null;
  if (secrets.some((secret) => secret !== '' && text.includes(secret))) return null;
  const plain = text
    .slice(0, 4 * longest)
    .replace(unprintable, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (plain === '') return null;
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`;
}

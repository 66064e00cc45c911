/** Aircall drops emoji from comments and tag names (5.1, 5.5). */
export const withoutEmoji = (text: string): string =>
  text
    .replaceAll(
      /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1F1E6}-\u{1F1FF}\u{FE0F}\u{200D}\u{20E3}]/gu,
      '',
    )
    .trim();

/** The digits of a number however it is written, without an international prefix `+` or, [I], `00`. */
export const digitsOf = (number: string): string => number.replaceAll(/\D/gu, '').replace(/^00/u, '');

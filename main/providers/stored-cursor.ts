import type { z } from 'zod';

/**
 * A cursor as it was stored with the calls. One of another version of the app, or of another surface of the provider,
 * gives `fresh`: its window starts again, and reading twice is harmless.
 */
export function readCursor<T extends z.ZodType>(
  schema: T,
  text: string | null,
  fresh: z.output<T>,
): z.output<T> {
  if (text === null) return fresh;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : fresh;
  } catch (error) {
    if (error instanceof SyntaxError) return fresh;
    throw error;
  }
}

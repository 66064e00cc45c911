/** Undefined for what is no JSON: schemas refuse that. The error is dropped on purpose, as it quotes what it could not read. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

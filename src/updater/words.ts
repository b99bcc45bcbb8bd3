/** What was thrown, as it is told and logged. */
export function wordsOf(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
}

/** For a sentence that goes on after it. */
export function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** The beginning of a value, as JSON. */
export function shown(value: unknown, characters = 80): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > characters ? `${text.slice(0, characters)}...` : text;
}

const TIME_COLUMN = 10;

/** Lines of a terminal: the time since the start, then what happened. */
export function entryLines(time: string, message: string, width = 80): string[] {
  const [first = '', ...rest] = wrapped(message, width - TIME_COLUMN);
  return [`${time.padEnd(TIME_COLUMN)}${first}`, ...rest.map((line) => ' '.repeat(TIME_COLUMN) + line)];
}

/** Hours, minutes and seconds between two instants. */
export function elapsed(from: Date, to: Date): string {
  const seconds = Math.round((to.getTime() - from.getTime()) / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

/** Lines of at most this width, broken between words where that is possible. */
export function wrapped(text: string, width: number): string[] {
  return text.split(' ').filter(Boolean).reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + 1 + word.length <= width ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

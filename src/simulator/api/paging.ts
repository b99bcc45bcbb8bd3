/** A part of a list, and where the next one starts. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

export interface PageRequest {
  readonly token: string | undefined;
  readonly size: number;
  /** What a token is answered with that is none of ours. */
  readonly refuse: (token: string) => Error;
}

const TOKEN = /^from-(\d+)$/;

/** The part of the list asked for. */
export function page<Item>(all: readonly Item[], { token, size, refuse }: PageRequest): Page<Item> {
  const start = token === undefined ? 0 : startOf(token, refuse);
  const end = start + size;
  return {
    items: all.slice(start, end),
    ...(end < all.length ? { nextToken: Buffer.from(`from-${end}`).toString('base64') } : {}),
  };
}

function startOf(token: string, refuse: PageRequest['refuse']): number {
  const match = TOKEN.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (!match) {
    throw refuse(token);
  }
  return Number(match[1]);
}

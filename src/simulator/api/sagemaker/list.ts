import { page } from '../paging';
import { validationException } from '../service-error';

/** What the List operations have in common. */
export interface ListInput {
  readonly SortBy?: string;
  readonly SortOrder?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
  readonly NameContains?: string;
  readonly CreationTimeBefore?: Date;
  readonly CreationTimeAfter?: Date;
  readonly LastModifiedTimeBefore?: Date;
  readonly LastModifiedTimeAfter?: Date;
  readonly StatusEquals?: string;
}

export interface Listed {
  readonly name: string;
  readonly creationTime: Date;
  readonly lastModifiedTime?: Date;
  readonly status?: string;
}

/**
 * Documented: the newest first, unless asked otherwise.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html
 */
export function list<Item extends Listed>(all: Iterable<Item>, input: ListInput, pageSize: number): { items: Item[]; nextToken?: string } {
  const direction = input.SortOrder === 'Ascending' ? 1 : -1;
  const sorted = [...all]
    .filter((item) => matches(item, input))
    .sort((a, b) => direction * (compare(sortKey(a, input.SortBy), sortKey(b, input.SortBy)) || compare(a.name, b.name)));
  return page(sorted, {
    token: input.NextToken,
    size: input.MaxResults ?? pageSize,
    refuse: (token) => validationException(`Invalid NextToken "${token}".`),
  });
}

function matches(item: Listed, input: ListInput): boolean {
  return (input.NameContains === undefined || item.name.toLowerCase().includes(input.NameContains.toLowerCase()))
    && within(item.creationTime, input.CreationTimeAfter, input.CreationTimeBefore)
    && within(item.lastModifiedTime ?? item.creationTime, input.LastModifiedTimeAfter, input.LastModifiedTimeBefore)
    && (input.StatusEquals === undefined || item.status === input.StatusEquals);
}

function within(time: Date, after: Date | undefined, before: Date | undefined): boolean {
  return (after === undefined || time > after) && (before === undefined || time < before);
}

function sortKey(item: Listed, sortBy: string | undefined): string | number {
  switch (sortBy) {
    case 'Name': return item.name;
    case 'Status': return item.status ?? '';
    default: return item.creationTime.getTime();
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

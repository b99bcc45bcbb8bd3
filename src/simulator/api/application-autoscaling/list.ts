import { checkKind } from './scalable';
import type { Scalable } from './scalable';
import { page } from '../paging';
import type { Page } from '../paging';
import { validationException } from '../service-error';
import { invalidNextToken } from './faults';

/** Documented for each of the lists. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
const LARGEST_PAGE = 50;

interface Listing extends Scalable {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** The part asked for of what belongs to the resource asked for. */
export function list<Item extends Scalable>(all: readonly Item[], request: Listing): Page<Item> {
  checkKind(request);
  const { ResourceId, MaxResults = LARGEST_PAGE, NextToken } = request;
  if (MaxResults < 1 || MaxResults > LARGEST_PAGE) {
    throw validationException(`MaxResults must be from 1 to ${LARGEST_PAGE}, got ${MaxResults}`);
  }
  const found = all.filter((item) => ResourceId === undefined || item.ResourceId === ResourceId);
  return page(found, { token: NextToken, size: MaxResults, refuse: invalidNextToken });
}

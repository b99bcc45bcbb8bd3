import { sharesOf } from './endpoint';
import type { Endpoint } from './endpoint';
import type { Journal, StepEntry } from './journal';

interface WithJournal {
  readonly journal: Journal;
}

export interface Step {
  readonly step: StepEntry['step'];
  readonly endpointConfigName: string;
  readonly instances: number;
  readonly message: string;
  readonly seconds?: number;
  readonly field?: StepEntry['field'];
}

export function noteStep({ journal }: WithJournal, endpoint: Endpoint, step: Step): void {
  journal.record(endpoint.name, { event: 'Step', ...step });
}

/** Where the traffic goes from now on. */
export function noteShares({ journal }: WithJournal, endpoint: Endpoint): void {
  const shares = sharesOf(endpoint);
  const message = Object.entries(shares).map(([name, share]) => `'${name}' ${Math.round(share * 1000) / 10} %`).join(', ');
  journal.record(endpoint.name, { event: 'TrafficSplit', shares, message: `traffic: ${message}` });
}

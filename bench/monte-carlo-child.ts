import { measured } from './in-child';
import { simulateRollout } from './rollout';

/** Seeds from `first` up to, but without, `end`. */
interface Seeds {
  readonly first: number;
  readonly end: number;
}

const REPORT_EVERY = 50;

measured<Seeds>(({ first, end }) => {
  let updated = 0;
  let requests = 0;
  for (let seed = first; seed < end; seed++) {
    // About as many of the new model's requests fail as its alarms allow, so that seeds come out differently.
    const outcome = simulateRollout({ seed, strategy: 'canary', instances: 10, requestsPerSecond: 10, alarms: 2, errorRate: 0.03 });
    updated += outcome.updated;
    requests += outcome.requests;
    if ((seed - first) % REPORT_EVERY === REPORT_EVERY - 1) {
      process.send!(REPORT_EVERY);
    }
  }
  return { updated, requests };
});

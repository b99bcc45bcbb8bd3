import { measured } from './in-child';
import { simulateRollout } from './rollout';
import type { Rollout } from './rollout';

measured<Rollout>((rollout) => ({ ...simulateRollout(rollout) }));

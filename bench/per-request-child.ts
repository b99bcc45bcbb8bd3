import { measured } from './in-child';
import { simulatePerRequest } from './per-request';
import type { PerRequest } from './per-request';

measured<PerRequest>((scenario) => ({ ...simulatePerRequest(scenario) }));

import { answeredIn, breachesIn } from '../what-if';
import type { AlarmRule } from './rule';

/** How long the service waits for a model. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
const LONGEST_ANSWER = 60_000_000;
const AN_HOUR = 3_600_000_000;

/** Warns of a latency that no answer has: the service has given the request up by then. */
export const slowerThanAllowed: AlarmRule = (alarm, rollout) => {
  const [allowed, longer] = [LONGEST_ANSWER, AN_HOUR].map((time) => breachesIn(answeredIn({ green: time, blue: time }, rollout), alarm, rollout));
  return !rollout.asynchronous && allowed === false && longer === true
    ? `guardrail ${alarm.name} compares its value with ${alarm.threshold}, which a latency of 60 seconds does not reach, but after that time the service gives a request up `
      + 'and answers 5XX, so the alarm would not go off; use a threshold of less than 60 seconds (60,000,000 microseconds), or acknowledge this for answers that are streamed' : undefined;
};

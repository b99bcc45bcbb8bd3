import type { Ticket } from './ticket';

/** Writes one step as one line of JSON, which CloudWatch Logs Insights takes apart. Nothing secret may be in it. */
export type Log = (step: string, facts: Readonly<Record<string, unknown>>) => void;

export const consoleLog: Log = (step, facts) => {
  process.stdout.write(`${JSON.stringify({ step, ...facts })}\n`);
};

/** What a line says of the request it is about, so that all lines of one request can be found. */
export function nameOf({ kind, rollout, stackId, requestId, logicalResourceId }: Ticket): Readonly<Record<string, unknown>> {
  const { endpointName, endpointConfigName } = rollout;
  return { kind, endpointName, endpointConfigName, stackId, requestId, logicalResourceId };
}

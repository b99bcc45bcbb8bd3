/** Writes one step as one line of JSON, which CloudWatch Logs Insights takes apart. Nothing secret may be in it. */
export type Log = (step: string, facts: Readonly<Record<string, unknown>>) => void;

export const consoleLog: Log = (step, facts) => {
  process.stdout.write(`${JSON.stringify({ step, ...facts })}\n`);
};

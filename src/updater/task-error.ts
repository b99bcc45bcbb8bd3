/** What the state machine tells of a task that has failed. */
export interface TaskError {
  readonly Error?: string;
  readonly Cause?: string;
}

/** The `Cause` of a failed Lambda function is what it threw, as JSON. */
export function messageOf(error: TaskError | undefined): string {
  try {
    const { errorType, errorMessage } = JSON.parse(error?.Cause ?? '');
    return `${errorType}: ${errorMessage}`;
  } catch {
    return [error?.Error, error?.Cause].filter((part) => part !== undefined && part !== '').join(': ');
  }
}

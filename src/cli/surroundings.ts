/** Where a command writes, and how it is told to stop. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` shows colours; it does not where it is a file or a pipe. */
  readonly colour?: boolean;
  /** Resolves when the person at the keyboard, or the system, wants the command to end. */
  readonly stopped: () => Promise<void>;
}

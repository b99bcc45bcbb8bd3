/** Where a command writes, and how it is told to stop. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when the person at the keyboard, or the system, wants the command to end. */
  readonly stopped: () => Promise<void>;
}

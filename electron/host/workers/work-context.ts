/** What a piece of work is given beside its task, in whatever thread it is done. */
export interface WorkContext {
  readonly signal: AbortSignal;
  /** Work that was done since the last call, in the unit in which the tasks are weighed. */
  readonly onDone: (amount: number) => void;
}

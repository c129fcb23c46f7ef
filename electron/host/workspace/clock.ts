/** The clock of this computer. Records say that it is only claimed; tests give their own. */
export interface Clock {
  /** UTC to the second: "2026-11-20T10:14:00Z". */
  now(): string;
}

export const systemClock: Clock = {
  now: () => `${new Date().toISOString().slice(0, 19)}Z`,
};

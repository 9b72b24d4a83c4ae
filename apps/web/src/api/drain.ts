/** Set once, when the process is told to stop. */
export interface Drain {
  readonly isDraining: boolean;
  /** Runs when the drain begins; returns the way to forget it. */
  onDrain(run: () => void): () => void;
  begin(): void;
}

export function makeDrain(): Drain {
  let isDraining = false;
  const waiting = new Set<() => void>();
  return {
    get isDraining() {
      return isDraining;
    },
    onDrain: (run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
    begin: () => {
      isDraining = true;
      for (const run of waiting) run();
      waiting.clear();
    },
  };
}

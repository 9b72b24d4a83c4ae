import type { CheckpointMade, TrainAnswer } from './train-message.ts';

/** The parent, as a job in the child sees it. */
export interface Parent {
  say(answer: TrainAnswer): Promise<void>;
  /** Resolves when the checkpoint is stored, or given up: it must not be replaced on disk before. */
  keep(made: CheckpointMade): Promise<void>;
  /** Says that the child is alive; costs nothing when it is called often. */
  tick(): void;
}

const tickMs = 30_000;

/** @param send one message to the parent */
export function openParent(send: (answer: TrainAnswer) => Promise<void>): Parent & { taken(step: number): void } {
  /** Checkpoints that the parent is storing, by their step. */
  const waiting = new Map<number, () => void>();
  let lastAt = performance.now();
  const say = async (answer: TrainAnswer) => {
    lastAt = performance.now();
    await send(answer);
  };
  return {
    say,
    keep: async (made) => {
      const taken = new Promise<void>((resolve) => waiting.set(made.step, resolve));
      await say(made);
      await taken;
    },
    tick: () => {
      // A parent that is gone ends this process anyway.
      if (performance.now() - lastAt > tickMs) void say({ kind: 'working' }).catch(() => undefined);
    },
    taken: (step) => {
      waiting.get(step)?.();
      waiting.delete(step);
    },
  };
}

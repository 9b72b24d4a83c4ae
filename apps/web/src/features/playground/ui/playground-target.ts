import type { PlaygroundMode } from '@modelmint/domain/playground-run';
import type { RunView } from '../server/list-runs.ts';

/** How a model is tried: by what it answers to. */
export type TrialMode = PlaygroundMode;

/** What can be called from the playground. */
export interface PlaygroundTarget {
  /** What goes into `model`: the name of an endpoint, a tuned model or a base model. */
  name: string;
  kind: 'endpoint' | 'model' | 'base';
  mode: TrialMode;
  isWarm: boolean;
  /** Tokens that it reads at once; null where nobody has said. */
  contextLength: number | null;
  /** Of what it was trained on; null for a base model. */
  datasetVersionId: string | null;
}

/** What every trial needs to know of the page that it stands on. */
export interface TrialContext {
  projectId: string;
  organizationId: string;
  publicUrl: string;
  targets: readonly PlaygroundTarget[];
  target: PlaygroundTarget;
  /** What a trial begins with, from the history. */
  run: RunView | null;
}

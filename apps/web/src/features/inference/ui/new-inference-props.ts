import type { CallRoute } from '@modelmint/domain/wire/call-route';
import type { PlaygroundTarget, TrialMode } from '../../playground/ui/playground-target.ts';
import type { InputFileView } from '../server/list-input-files.ts';
import type { InferenceForm } from './inference-form.ts';

export interface NewInferenceProps {
  projectId: string;
  /** Null for a role that may not see it. */
  billingHref: string | null;
  targets: readonly PlaygroundTarget[];
  files: readonly InputFileView[];
  /** The largest file that can be uploaded now; null for a role that may not. */
  sizeBytesMax: number | null;
  /** Chosen by the link that led here, or by a job that is to be done again. */
  first: Partial<InferenceForm>;
}

const routes: Record<TrialMode, CallRoute> = {
  texts: '/v1/classifications',
  images: '/v1/classifications',
  chat: '/v1/chat/completions',
  completion: '/v1/completions',
  embeddings: '/v1/embeddings',
  predict: '/v1/predictions',
  recommend: '/v1/recommendations',
};

/** What rows ask a model of this kind. */
export const routeOfTarget = ({ mode }: Pick<PlaygroundTarget, 'mode'>): CallRoute => routes[mode];

import type { IngestProgress } from './ingest-message.ts';
import type { TextFacts } from './open-text.ts';
import type { ReportDraft } from './report-draft.ts';

export type Tell = (progress: IngestProgress) => Promise<void>;

/** What a reader fills, and whom it tells how far it is. */
export interface Reading {
  draft: ReportDraft;
  facts: TextFacts;
  tell: Tell;
}

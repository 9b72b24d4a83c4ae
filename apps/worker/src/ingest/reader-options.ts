import type { DatasetLimits } from '@modelmint/domain/dataset-limits';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';

/** What the readers of all formats of text need to know. */
export interface ReaderOptions {
  spec: DatasetSpec;
  limits: DatasetLimits;
  encoding: string;
}

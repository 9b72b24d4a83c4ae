import type { TableCell } from '@modelmint/domain/serving-contract';

/** A column that a table predictor reads. */
export interface TrialColumn {
  name: string;
  role: 'numeric' | 'categorical';
  /** Some rows of its data have no value. */
  hasMissing: boolean;
  /** Of numbers. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** Of categories: the most frequent values, most frequent first. */
  top: string[];
}

/** What a table predictor reads and predicts, for a form and for code that runs as shown. */
export interface TrialTable {
  target: { name: string; kind: 'label' | 'value' };
  /** In the order of the file, without the target and what is ignored. */
  columns: TrialColumn[];
  /** A few rows of its data, of what it was not trained on where there is some; without the target. */
  rows: Record<string, TableCell>[];
}

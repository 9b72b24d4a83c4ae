import { causalLmRows } from './causal-lm-rows.ts';
import { cnnRows } from './cnn-rows.ts';
import { encoderRows } from './encoder-rows.ts';
import { lstmRow } from './lstm-row.ts';
import type { Row } from './row.ts';
import { safetensorsRow } from './safetensors-row.ts';
import { tokenizerRow } from './tokenizer-row.ts';

/** All that is measured; those that take longest come first. */
export const allRows: readonly Row[] = [
  ...causalLmRows,
  ...encoderRows,
  lstmRow,
  ...cnnRows,
  tokenizerRow,
  safetensorsRow,
];

import { type EvaluationAsk, weighsTokens } from '@modelmint/domain/evaluation';
import type { EvaluationReport, JudgedRow } from '@modelmint/domain/evaluation-report';
import type { ExpectedLine } from '@modelmint/domain/held-out-row';
import { rougeL } from '@modelmint/ml/metrics/rouge-l';
import { z } from 'zod';

export type EvaluationKind = EvaluationReport['kind'];

/** What the rows of an evaluation are judged as. */
export function kindOfAsk(ask: EvaluationAsk): EvaluationKind {
  if (ask.route === '/v1/predictions') return ask.parameters.top_k === undefined ? 'regression' : 'classification';
  if (ask.route === '/v1/classifications') return 'classification';
  return weighsTokens(ask) ? 'language' : 'generation';
}

const count = z.number().int().nonnegative();
/** A line of a result: domain/inference-line. */
export const AnsweredLine = z.object({
  row: z.number().int().positive(),
  output: z
    .object({
      label: z.string().nullish(),
      score: z.number().nullish(),
      scores: z.array(z.object({ label: z.string(), score: z.number() })).optional(),
      value: z.number().optional(),
      text: z.string().optional(),
      finish_reason: z.string().optional(),
      weighed: z.object({ nats: z.number(), hits: count, tokens: count }).optional(),
    })
    .nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type AnsweredLine = z.infer<typeof AnsweredLine>;

type Output = NonNullable<AnsweredLine['output']>;
type Judged = Omit<JudgedRow, 'row' | 'input' | 'expected' | 'error'>;

const none: Judged = { predicted: null, score: null, expectedScore: null, isRight: null };
const wrongKind = {
  code: 'invalid_value',
  message: 'The model answers with a number where the data has labels, or the other way round.',
};

export function judgeRow(kind: EvaluationKind, { input, expected }: ExpectedLine, line: AnsweredLine): JudgedRow {
  const row = { row: line.row, input, expected };
  if (line.output === null || line.error !== null)
    return { ...row, ...none, error: line.error ?? { code: 'internal_error', message: 'The row was not answered.' } };
  const judged = judges[kind](line.output, expected);
  return judged === null ? { ...row, ...none, error: wrongKind } : { ...row, ...judged, error: null };
}

const judges: Record<EvaluationKind, (output: Output, expected: string) => Judged | null> = {
  classification: ({ label, score, scores = [] }, expected) => {
    if (label === undefined || label === null) return null;
    const expectedScore = scores.find((one) => one.label === expected)?.score ?? 0;
    return { predicted: label, score: score ?? null, expectedScore, isRight: label === expected };
  },
  regression: ({ value }, expected) =>
    value === undefined || Number.isNaN(Number(expected)) ? null : { ...none, predicted: String(value) },
  generation: ({ text, finish_reason: reason }, expected) => {
    if (text === undefined) return null;
    const [said, meant] = [text.trim(), expected.trim()];
    const overlap = rougeL(said, meant, wordsOf).f1;
    return { ...none, predicted: text, isRight: said === meant, overlap, isCut: reason === 'length' };
  },
  language: ({ weighed }) => (weighed === undefined ? null : { ...none, ...weighed }),
};

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const wordsMax = 500;

/** Of any script; a long text by its beginning, since the common run takes the product of both lengths. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.toLowerCase())) {
    if (isWordLike === true) words.push(segment);
    if (words.length === wordsMax) break;
  }
  return words;
}

import type { CallRoute } from '@modelmint/domain/wire/call-route';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatShare } from '../../../ui/format.ts';
import type { ResultRow } from '../server/result-row.ts';

interface AnswerWords {
  main: string;
  /** In small under it. */
  detail: string | null;
}

const shownMax = 5;

/** An answer as one reads it in a table; exported results have all of it. */
export function answerWords(t: Translate<'inference'>, route: CallRoute, fields: ResultRow['fields']): AnswerWords {
  switch (route) {
    case '/v1/classifications':
    case '/v1/predictions':
      return labelled(fields);
    case '/v1/embeddings':
      return vector(t, String(fields.embedding ?? ''));
    case '/v1/recommendations':
      return items(t, String(fields.items ?? ''));
    default:
      return {
        main: String(fields.text ?? ''),
        detail: fields.finish_reason === 'length' ? t('answer.cut') : null,
      };
  }
}

function labelled({ label, score, scores, value }: ResultRow['fields']): AnswerWords {
  if (value !== undefined) return { main: number(value), detail: null };
  const others = list(scores)
    .slice(1, shownMax)
    .flatMap((one) => (isScore(one) ? [`${one.label} ${formatShare(one.score)}`] : []));
  const share = typeof score === 'number' ? `${formatShare(score)}` : null;
  return { main: String(label ?? ''), detail: [share, ...others].filter(Boolean).join(', ') || null };
}

function vector(t: Translate<'inference'>, embedding: string): AnswerWords {
  const numbers = list(embedding);
  const first = numbers.slice(0, 4).map((one) => number(one as number));
  return { main: `${first.join(', ')}, …`, detail: t('answer.numbers', { count: formatCount(numbers.length) }) };
}

function items(t: Translate<'inference'>, text: string): AnswerWords {
  const names = list(text).flatMap((one) => (isItem(one) ? [one.item] : []));
  const more = names.length - shownMax;
  return {
    main: names.slice(0, shownMax).join(', ') || t('answer.none'),
    detail: more > 0 ? t('answer.more', { count: formatCount(more) }) : null,
  };
}

const number = (value: string | number): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(5))) : value;

/** A cell that holds a list; a list that was cut short for the page is none. */
function list(value: string | number | undefined): unknown[] {
  try {
    const parsed: unknown = JSON.parse(String(value));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

const isScore = (one: unknown): one is { label: string; score: number } =>
  typeof one === 'object' && one !== null && 'label' in one && 'score' in one && typeof one.score === 'number';
const isItem = (one: unknown): one is { item: string } => typeof one === 'object' && one !== null && 'item' in one;

import type { ListedPrice } from '@modelmint/db/list-prices';
import { priceMicros } from '@modelmint/domain/price-change';
import { formatDollars, parseDollars } from './parse-dollars.ts';

export const meters = ['training', 'inference'] as const;
export type PriceMeter = (typeof meters)[number];

/** One model with its two prices; null: it has none. */
export interface PriceLine {
  baseModel: string;
  training: bigint | null;
  inference: bigint | null;
}

/** What is typed, by `<meter> <model>`. */
export type PriceEdits = Readonly<Record<string, string>>;

export const editKey = (meter: PriceMeter, baseModel: string): string => `${meter} ${baseModel}`;

export function linesOf(prices: readonly ListedPrice[], added: readonly string[]): PriceLine[] {
  const find = (meter: PriceMeter, baseModel: string) =>
    prices.find((price) => price.meter === meter && price.baseModel === baseModel)?.microsPerMillion ?? null;
  const names = [...new Set([...prices.map(({ baseModel }) => baseModel), ...added])];
  return names.map((baseModel) => ({
    baseModel,
    training: find('training', baseModel),
    inference: find('inference', baseModel),
  }));
}

export interface TypedChange {
  meter: PriceMeter;
  baseModel: string;
  /** As the API takes it. */
  microsPerMillion: string;
}

export type EditProblem = 'prices.problem' | 'prices.cannotRemove';

/** What differs from the book, and what is wrong with what was typed, by `editKey`. */
export function readEdits(
  lines: readonly PriceLine[],
  edits: PriceEdits,
): { changes: TypedChange[]; problems: Record<string, EditProblem> } {
  const changes: TypedChange[] = [];
  const problems: Record<string, EditProblem> = {};
  for (const line of lines)
    for (const meter of meters) {
      const key = editKey(meter, line.baseModel);
      const text = edits[key];
      const before = line[meter];
      if (text === undefined || text.trim() === (before === null ? '' : formatDollars(before))) continue;
      const micros = parseDollars(text, priceMicros);
      if (text.trim() === '') problems[key] = 'prices.cannotRemove';
      else if (micros === null) problems[key] = 'prices.problem';
      else if (micros !== before)
        changes.push({ meter, baseModel: line.baseModel, microsPerMillion: micros.toString() });
    }
  return { changes, problems };
}

import { listPlans } from '@modelmint/db/list-plans';
import { type ListedPrice, listPrices } from '@modelmint/db/list-prices';
import { scratchModels } from '@modelmint/domain/base-model';
import type { Task } from '@modelmint/domain/task';
import { type Deps, deps } from '../../../deps.ts';

/** One line of the public price table. Micro-USD per 1 000 000 units; null where it cannot be done. */
export interface PriceRow {
  id: string;
  name: string;
  about: string;
  /** What is counted: `tokens`, `cells`. */
  unit: string;
  trainingMicros: bigint | null;
  callingMicros: bigint | null;
}

export interface PublicPlan {
  code: string;
  name: string;
  monthlyMicros: bigint;
  invoiceLimitMicros: bigint;
  trainConcurrencyMax: number;
  requestsPerMinute: number;
  tokensPerMinute: number;
  fileSizeBytesMax: bigint;
  storageBytesMax: bigint;
}

export interface PublicPrices {
  /** Null before the first price book: then nothing can be bought. */
  book: { version: number; effectiveFrom: Date } | null;
  templates: PriceRow[];
  checkpoints: PriceRow[];
  plans: PublicPlan[];
}

const units: Record<Task, string> = {
  'text-classification': 'tokens',
  'text-generation': 'tokens',
  'image-classification': 'image tokens',
  tabular: 'cells',
  recommendation: 'interactions or items',
};

const kinds = [
  { id: 'causal-lm', name: 'Language model', about: 'Llama, Mistral, Qwen2, Qwen3, GPT-2', unit: 'tokens' },
  { id: 'encoder', name: 'Encoder', about: 'BERT, DistilBERT, RoBERTa', unit: 'tokens' },
  { id: 'image-classifier', name: 'Image classifier', about: 'ViT, ResNet', unit: 'image tokens' },
] as const;
const sizes = [
  { id: 'tiny', about: 'below 50 M parameters' },
  { id: 'small', about: '50 M to 500 M parameters' },
  { id: 'medium', about: '500 M to 3 B parameters' },
  { id: 'large', about: '3 B parameters and more' },
] as const;

/** What everybody may know: the price book in force and the plans. */
export async function readPriceList({ db }: Pick<Deps, 'db'> = deps()): Promise<PublicPrices> {
  const [list, plans] = await Promise.all([listPrices(db), listPlans(db)]);
  const priceOf = priceFinder(list?.prices ?? []);
  const templates = scratchModels.map(({ id, name, about, task }) => ({
    ...{ id, name, about, unit: units[task] },
    ...priceOf(id),
  }));
  const checkpoints = kinds.flatMap((kind) =>
    sizes.map((size) => ({
      id: `${kind.id}/${size.id}`,
      name: `${kind.name}, ${size.about}`,
      about: kind.about,
      unit: kind.unit,
      ...priceOf(`${kind.id}/${size.id}`),
    })),
  );
  const isSold = (row: PriceRow) => row.trainingMicros !== null || row.callingMicros !== null;
  return {
    book: list === null ? null : { version: list.version, effectiveFrom: list.effectiveFrom },
    templates: templates.filter(isSold),
    checkpoints: checkpoints.filter(isSold),
    plans,
  };
}

function priceFinder(prices: readonly ListedPrice[]) {
  const byKey = new Map(
    prices.map(({ meter, baseModel, microsPerMillion }) => [`${meter} ${baseModel}`, microsPerMillion]),
  );
  const find = (meter: string, baseModel: string) =>
    byKey.get(`${meter} ${baseModel}`) ?? byKey.get(`${meter} *`) ?? null;
  return (baseModel: string) => ({
    trainingMicros: find('training', baseModel),
    callingMicros: find('inference', baseModel),
  });
}

/** The lowest price of a column, for "from $0.02"; null when there is none. */
export function lowestMicros(rows: readonly PriceRow[], of: 'trainingMicros' | 'callingMicros'): bigint | null {
  const known = rows.flatMap((row) => row[of] ?? []);
  return known.reduce<bigint | null>((least, each) => (least === null || each < least ? each : least), null);
}

import { rowParameters } from '@modelmint/domain/inference-row';
import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';

interface Bounds {
  min: number;
  max: number;
  isWhole?: boolean;
}

/** A number as it is written; empty: what the API does by itself. */
function numberText(t: Translate<'inference'>, { min, max, isWhole = false }: Bounds) {
  const range = { min: min.toLocaleString('en-US'), max: max.toLocaleString('en-US') };
  return z
    .string()
    .trim()
    .refine(
      (text) => {
        if (text === '') return true;
        const value = Number(text);
        return Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value));
      },
      t(isWhole ? 'form.whole' : 'form.number', range),
    );
}

/** Numbers are texts until they are sent; the names are those of the API. */
export const inferenceFormSchema = (t: Translate<'inference'>) =>
  z.object({
    model: z.string().min(1, t('form.chooseModel')),
    fileId: z.string().min(1, t('form.chooseFile')),
    /** Empty: the rows say it themselves. */
    column: z.string(),
    name: z
      .string()
      .trim()
      .max(100, t('form.characters', { max: '100' })),
    system: z.string().max(50_000, t('form.characters', { max: '50,000' })),
    top_k: numberText(t, { min: 1, max: 1_000, isWhole: true }),
    dimensions: numberText(t, { min: 1, max: 100_000, isWhole: true }),
    max_tokens: numberText(t, { min: 1, max: 1_000_000, isWhole: true }),
    temperature: numberText(t, { min: 0, max: 2 }),
    top_p: numberText(t, { min: 0, max: 1 }),
    seed: numberText(t, { min: 0, max: 2_147_483_647, isWhole: true }),
    stop: z.string().max(1_000, t('form.characters', { max: '1,000' })),
    include_seen: z.boolean(),
  });
export type InferenceForm = z.infer<ReturnType<typeof inferenceFormSchema>>;
export type ParameterName = Exclude<keyof InferenceForm, 'model' | 'fileId' | 'column' | 'name'>;

export const emptyInferenceForm: InferenceForm = {
  ...{ model: '', fileId: '', column: '', name: '', system: '', dimensions: '', seed: '', stop: '' },
  ...{ top_k: '', max_tokens: '', temperature: '', top_p: '', include_seen: false },
};

/** What a job of each route begins with: enough to see, not the most that is possible. */
export function firstParameters(route: CallRoute): Pick<InferenceForm, 'top_k' | 'max_tokens'> {
  const isWritten = route === '/v1/chat/completions' || route === '/v1/completions';
  const isLabelled = route === '/v1/classifications' || route === '/v1/predictions';
  const topK = isLabelled ? '5' : route === '/v1/recommendations' ? '10' : '';
  return { top_k: topK, max_tokens: isWritten ? '256' : '' };
}

/** The fields that rows of this route have in common, in the order of the form. */
export function parametersOfRoute(route: CallRoute): ParameterName[] {
  const known: readonly string[] = rowParameters[route];
  const order: ParameterName[] = [
    ...(['system', 'top_k', 'dimensions', 'max_tokens', 'temperature', 'top_p', 'seed', 'stop'] as const),
    'include_seen',
  ];
  const isWritten = known.includes('max_tokens');
  // Written answers draw among the likeliest tokens by top_p; top_k is for those who call the API.
  return order.filter((name) => known.includes(name) && !(isWritten && name === 'top_k'));
}

/** What is sent: no field of another route, nothing that was left empty. */
export function parametersOf(form: InferenceForm, route: CallRoute): Record<string, unknown> {
  const pairs = parametersOfRoute(route).flatMap((name): [string, unknown][] => {
    const value = form[name];
    if (typeof value === 'boolean') return value ? [[name, true]] : [];
    if (value.trim() === '') return [];
    return [[name, name === 'system' || name === 'stop' ? value : Number(value)]];
  });
  return Object.fromEntries(pairs);
}

/** The settings of a job that is to be done again. */
export function formOf(parameters: Readonly<Record<string, unknown>>): Partial<InferenceForm> {
  const pairs = Object.entries(parameters).flatMap(([name, value]): [string, unknown][] => {
    if (!(name in emptyInferenceForm)) return [];
    if (name === 'include_seen') return [[name, value === true]];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(pairs);
}

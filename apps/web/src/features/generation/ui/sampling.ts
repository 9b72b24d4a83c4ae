import type { Translate } from '../../../i18n/translate.ts';
import type { SamplingFields } from '../../endpoint/ui/call-snippets.ts';

/** As it is typed. Empty: the default of the API. */
export interface SamplingForm {
  temperature: string;
  topP: string;
  maxTokens: string;
  /** One on each line. */
  stop: string;
  seed: string;
}

/** An answer of usual length, which leaves half of a short context to the prompt. */
export function suggestSampling(contextLength: number | null): SamplingForm {
  const maxTokens = contextLength === null ? 256 : Math.max(1, Math.min(256, Math.floor(contextLength / 2)));
  return { temperature: '0.7', topP: '1', maxTokens: String(maxTokens), stop: '', seed: '' };
}

/** The same settings as they were typed for a call of the history. */
export function formOfSampling(sampling: SamplingFields): SamplingForm {
  const { temperature, top_p: topP, max_tokens: maxTokens, stop = [], seed } = sampling;
  const typed = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    ...{ temperature: typed(temperature), topP: typed(topP), maxTokens: typed(maxTokens), seed: typed(seed) },
    stop: stop.map((one) => one.replaceAll('\n', '\\n').replaceAll('\t', '\\t')).join('\n'),
  };
}

export type SamplingProblems = Partial<Record<keyof SamplingForm, string>>;

const stopMax = 4;
const stopCharactersMax = 200;

/** The fields to send, or what is wrong with which. */
export function readSampling(
  t: Translate<'generation'>,
  form: SamplingForm,
): { sampling: SamplingFields; problems: SamplingProblems } {
  const problems: SamplingProblems = {};
  const numberOf = (name: keyof SamplingForm, rule: NumberRule): number | undefined => {
    const text = form[name].trim();
    if (text === '') return undefined;
    if (isInRange(text, rule)) return Number(text.replace(',', '.'));
    problems[name] = rule.isWhole
      ? t('sampling.wholeNumber', { min: rule.min, max: rule.max.toLocaleString('en-US') })
      : t('sampling.number', { min: rule.min, max: rule.max });
    return undefined;
  };
  const temperature = numberOf('temperature', { min: 0, max: 2 });
  const topP = numberOf('topP', { min: 0, max: 1 });
  const maxTokens = numberOf('maxTokens', { min: 1, max: 1_000_000, isWhole: true });
  const seed = numberOf('seed', { min: 0, max: 2_147_483_647, isWhole: true });
  const stop = stopsOf(form.stop);
  if (stop.length > stopMax) problems.stop = t('sampling.linesMax', { max: stopMax });
  if (stop.some((one) => one.length > stopCharactersMax))
    problems.stop = t('sampling.charactersMax', { max: stopCharactersMax });
  const sampling: SamplingFields = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(seed === undefined ? {} : { seed }),
  };
  return { sampling, problems };
}

interface NumberRule {
  min: number;
  max: number;
  isWhole?: boolean;
}

function isInRange(text: string, { min, max, isWhole = false }: NumberRule): boolean {
  if (!(isWhole ? /^\d+$/ : /^\d+([.,]\d+)?$/).test(text)) return false;
  const number = Number(text.replace(',', '.'));
  return number >= min && number <= max;
}

/** Spaces count; `\n` and `\t` are written out, since a line ends where the next begins. */
function stopsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replaceAll('\\n', '\n').replaceAll('\\t', '\t'))
    .filter((line) => line !== '');
}

import { checkId } from './model/read-vocabulary.ts';
import { asParts, badPart, isObject, type Part } from './part.ts';

/** What is put around a text (`A`) or two (`A`, `B`): ids of special tokens and the places of the texts. */
export interface Template {
  single: readonly TemplateItem[];
  pair: readonly TemplateItem[];
}

export type TemplateItem = 'A' | 'B' | number;

export const bareTemplate: Template = { single: ['A'], pair: ['A', 'B'] };

/** @throws AppError `invalid_file` when the post-processor is not known or damaged. */
export function readTemplate(part: Part | null): Template {
  if (part === null) return bareTemplate;
  switch (part.type) {
    case 'ByteLevel':
      return bareTemplate;
    case 'Sequence': {
      const templates = asParts(part.processors, 'post-processor')
        .map(readTemplate)
        .filter((template) => template !== bareTemplate);
      if (templates.length > 1) throw badPart('post-processor Sequence', 'adds special tokens more than once');
      return templates[0] ?? bareTemplate;
    }
    case 'TemplateProcessing':
      return { single: readItems(part, 'single'), pair: readItems(part, 'pair') };
    case 'BertProcessing': {
      const [cls, sep] = [idOf(part, 'cls'), idOf(part, 'sep')];
      return { single: [cls, 'A', sep], pair: [cls, 'A', sep, 'B', sep] };
    }
    case 'RobertaProcessing': {
      const [cls, sep] = [idOf(part, 'cls'), idOf(part, 'sep')];
      return { single: [cls, 'A', sep], pair: [cls, 'A', sep, sep, 'B', sep] };
    }
    default:
      throw badPart(`post-processor ${part.type}`, 'is not known');
  }
}

export interface Parts {
  A: number[];
  B?: number[];
}

/** The texts in their places; without their special tokens where not `addSpecialTokens`. */
export function applyTemplate(template: Template, { A, B }: Parts, addSpecialTokens: boolean): number[] {
  const items = B === undefined ? template.single : template.pair;
  if (items.length === 1 && items[0] === 'A') return A; // no copy of a long text
  return items.flatMap((item) => {
    if (item === 'A') return A;
    if (item === 'B') return B ?? [];
    return addSpecialTokens ? item : [];
  });
}

function readItems(part: Part, key: 'single' | 'pair'): TemplateItem[] {
  const name = `post-processor TemplateProcessing (${key})`;
  const items = part[key];
  const special = isObject(part.special_tokens) ? part.special_tokens : {};
  if (!Array.isArray(items)) throw badPart(name, 'is no list');
  return items.flatMap((item: unknown): TemplateItem | TemplateItem[] => {
    if (isObject(item) && isObject(item.Sequence)) return item.Sequence.id === 'B' ? 'B' : 'A';
    const token = isObject(item) && isObject(item.SpecialToken) ? String(item.SpecialToken.id) : '';
    const entry = special[token];
    if (!isObject(entry) || !Array.isArray(entry.ids)) throw badPart(name, `lacks the ids of ${JSON.stringify(token)}`);
    return entry.ids.map((id: unknown) => checkId(id, token));
  });
}

function idOf(part: Part, key: 'cls' | 'sep'): number {
  const entry = part[key];
  if (!Array.isArray(entry)) throw badPart(`post-processor ${part.type}`, `lacks ${key}`);
  return checkId(entry[1], String(entry[0]));
}

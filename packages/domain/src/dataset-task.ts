import { chooseColumns } from './dataset-columns.ts';
import { guessRatingColumns } from './dataset-rating-columns.ts';
import type { DatasetSpec } from './dataset-spec.ts';
import { guessTarget } from './dataset-target.ts';
import { findColumn } from './find-column.ts';
import type { Task } from './task.ts';

/** What a JSON Lines file is read for when nobody says so, by its first object. */
export function taskOfObject(object: Readonly<Record<string, unknown>>): Task {
  const has = (name: string): boolean => Object.hasOwn(object, name);
  if (has('messages') || (has('prompt') && has('completion'))) return 'text-generation';
  return taskOfColumns(Object.keys(object));
}

/**
 * What a table is read for when nobody says so, by the names of its columns: "text" and "label" are for a classifier of
 * texts, users and items for a recommender, a text and a label of other names for a classifier again; else a target is for
 * a predictor. Where nothing is clear, it is text classification, whose reader says what can be chosen.
 */
export function taskOfColumns(columns: readonly string[]): Task {
  const isNamed = findColumn(columns, 'text') !== undefined && findColumn(columns, 'label') !== undefined;
  if (isNamed) return 'text-classification';
  const target = guessTarget(columns);
  const ratings = guessRatingColumns(columns);
  if (ratings !== null) {
    const others = columns.filter((column) => column !== target && !Object.values(ratings).includes(column));
    // Customers and products with facts about them and a target are a table.
    return target !== undefined && others.length > 0 ? 'tabular' : 'recommendation';
  }
  if (hasTextAndLabel(columns)) return 'text-classification';
  return target === undefined ? 'text-classification' : 'tabular';
}

/** Whether a column of text and one of labels are clear by their names. */
export function hasTextAndLabel(columns: readonly string[]): boolean {
  const spec = { validationFraction: 0, seed: 0 };
  return 'textColumn' in chooseColumns(columns, spec, { line: 1, code: 'columns_unclear' });
}

/** What the customer chose, if only by choosing columns that one task alone has; null when the content decides. */
export function taskOfSpec(spec: DatasetSpec): Task | null {
  const isAny = (...names: (keyof DatasetSpec)[]): boolean => names.some((name) => spec[name] !== undefined);
  if (spec.task !== undefined) return spec.task;
  if (isAny('columns', 'targetKind')) return 'tabular';
  if (isAny('userColumn', 'itemColumn', 'ratingColumn', 'timeColumn')) return 'recommendation';
  return isAny('textColumn', 'labelColumn') ? 'text-classification' : null;
}

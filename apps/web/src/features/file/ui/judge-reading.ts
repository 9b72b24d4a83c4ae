import { chooseRatingColumns } from '@modelmint/domain/dataset-rating-columns';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { chooseTarget } from '@modelmint/domain/dataset-target';
import type { Translate } from '../../../i18n/translate.ts';
import type { PeekedFile } from './peek-file.ts';
import { type ReadingForm, readingSpecOf } from './reading-form.ts';

type Faults = Partial<Record<keyof ReadingForm, string>>;

/** What the server would have to refuse, by the field that mends it. */
export function judgeReading(form: ReadingForm, peeked: PeekedFile, t: Translate<'file'>): Faults {
  switch (form.task) {
    case '':
      return { task: t('fault.task') };
    case 'text-classification':
      return peeked.guess === null ? judgeTexts(form, t) : {};
    case 'tabular':
      return judgeTable(form, peeked, t);
    case 'recommendation':
      return judgeRatings(form, peeked, t);
    default:
      return {};
  }
}

function judgeTexts({ textColumn, labelColumn }: ReadingForm, t: Translate<'file'>): Faults {
  const text = textColumn === '' ? { textColumn: t('fault.text') } : {};
  if (labelColumn === '') return { ...text, labelColumn: t('fault.label') };
  return textColumn === labelColumn ? { labelColumn: t('fault.other') } : text;
}

function judgeTable(form: ReadingForm, { columns }: PeekedFile, t: Translate<'file'>): Faults {
  const target = detectTarget(form, columns);
  if (target === null) return { roles: t('fault.target') };
  const leftOut = form.roles.filter(({ role }) => role === 'ignored').length;
  if (columns.length - leftOut < 2) return { roles: t('fault.allLeftOut') };
  return {};
}

function judgeRatings(form: ReadingForm, { columns }: PeekedFile, t: Translate<'file'>): Faults {
  const isOpen = (field: RatingField) => form[field] === '' && detectRatingColumn(form, columns, field) === null;
  const user = isOpen('userColumn') ? { userColumn: t('fault.user') } : null;
  const item = isOpen('itemColumn') ? { itemColumn: t('fault.item') } : null;
  if (user || item) return { ...user, ...item };
  const chosen = chooseRatingColumns(columns, specOf(form), 1);
  if (!('code' in chosen)) return {};
  return { [fieldOf[String(chosen.details.second)] ?? 'itemColumn']: chosen.message };
}

const fieldOf: Record<string, RatingField> = {
  'the item': 'itemColumn',
  'the rating': 'ratingColumn',
  'the time': 'timeColumn',
};

/** Names that no column can have are no choice. */
function specOf(form: ReadingForm): DatasetSpec {
  return DatasetSpec.safeParse(readingSpecOf(form)).data ?? DatasetSpec.parse({});
}

/** The target that the form means: the one chosen, else the one whose name says it; null where there is none. */
export function detectTarget(form: ReadingForm, columns: readonly string[]): string | null {
  return chooseTarget(columns, specOf({ ...form, task: 'tabular' })) ?? null;
}

export type RatingField = 'userColumn' | 'itemColumn' | 'ratingColumn' | 'timeColumn';

/** The column that the server takes for it by its name, beside what the form chooses for the others. */
export function detectRatingColumn(form: ReadingForm, columns: readonly string[], field: RatingField): string | null {
  // A user or an item that is still open must not hide the rest, so it is given a name that no column has.
  const user = '\0user';
  const item = '\0item';
  const open = {
    ...(field === 'userColumn' ? {} : { userColumn: user }),
    ...(field === 'itemColumn' ? {} : { itemColumn: item }),
  };
  const spec = { ...open, ...specOf({ ...form, task: 'recommendation', [field]: '' }) };
  const choose = (part: Partial<DatasetSpec>) => chooseRatingColumns([...columns, user, item], { ...spec, ...part }, 1);
  const found = choose({});
  if (!('code' in found)) return found[field];
  if (found.code !== 'column_for_two') return null;
  // One column chosen for both hides nothing either.
  const without = choose({ ratingColumn: null, timeColumn: null });
  return 'code' in without ? null : without[field];
}

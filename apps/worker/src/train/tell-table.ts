import { listColumns } from '@modelmint/domain/dataset-columns';
import type { TableFacts } from '@modelmint/ml/tabular/describe-tables';
import type { NoteMade } from './train-message.ts';

/** What the job's history says of a table before anything is trained. */
export function tellTable({ columns, folded, unseen, validationRows }: TableFacts): NoteMade[] {
  const constant = columns.flatMap((one) => (one.kind === 'left-out' && one.why === 'constant' ? [one.name] : []));
  const notes: NoteMade[] = [];
  if (constant.length > 0)
    notes.push({
      kind: 'note',
      level: 'warn',
      message: `Not read, as all training rows have the same there: ${listColumns(constant)}.`,
    });
  if (folded.length > 0) {
    const each = folded.map(({ name, values, rows }) => `${name} (${count(values, 'value')} in ${count(rows, 'row')})`);
    const message = `Values that are too rare to learn from are read as one: ${listColumns(each)}.`;
    notes.push({ kind: 'note', level: 'info', message });
  }
  if (unseen.length > 0) {
    const each = unseen.map(({ name, rows }) => `${name} (${count(rows, 'row')})`);
    const message = `Of ${count(validationRows, 'held-out row')}, some have values that training does not know: ${listColumns(each)}.`;
    notes.push({ kind: 'note', level: 'info', message });
  }
  return notes;
}

const count = (amount: number, noun: string) => `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;

'use client';

import { ColumnField } from './column-field.tsx';
import { detectRatingColumn, type RatingField } from './judge-reading.ts';
import type { PeekedFile } from './peek-file.ts';
import type { ReadingControl } from './reading-form.ts';

interface RatingFieldsProps extends ReadingControl {
  peeked: PeekedFile;
}

const fields: { name: RatingField; label: string; help?: string; none?: string }[] = [
  { name: 'userColumn', label: 'User column' },
  { name: 'itemColumn', label: 'Item column' },
  {
    name: 'ratingColumn',
    label: 'Rating column',
    none: 'None',
    help: 'Numbers that say how much a user liked an item. With none, what a user did is learned.',
  },
  {
    name: 'timeColumn',
    label: 'Time column',
    none: 'None',
    help: 'Numbers or dates. With none, the order of the rows counts.',
  },
];

/** Who did what, how good it was, and when. */
export function RatingFields({ peeked, value, errorOf, onChange }: RatingFieldsProps) {
  return fields.map(({ name, label, help, none }) => (
    <ColumnField
      key={name}
      label={label}
      value={value[name]}
      columns={peeked.columns}
      detected={detectRatingColumn(value, peeked.columns, name)}
      {...(help === undefined ? {} : { help })}
      {...(none === undefined ? {} : { none })}
      error={errorOf(name)}
      onChange={(column) => onChange({ ...value, [name]: column })}
    />
  ));
}

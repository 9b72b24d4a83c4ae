'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { ColumnField } from './column-field.tsx';
import { detectRatingColumn, type RatingField } from './judge-reading.ts';
import type { PeekedFile } from './peek-file.ts';
import type { ReadingControl } from './reading-form.ts';

interface RatingFieldsProps extends ReadingControl {
  peeked: PeekedFile;
}

const fieldsOf = (t: Translate<'file'>): { name: RatingField; label: string; help?: string; none?: string }[] => [
  { name: 'userColumn', label: t('rating.user') },
  { name: 'itemColumn', label: t('rating.item') },
  { name: 'ratingColumn', label: t('rating.rating'), none: t('rating.none'), help: t('rating.ratingHelp') },
  { name: 'timeColumn', label: t('rating.time'), none: t('rating.none'), help: t('rating.timeHelp') },
];

/** Who did what, how good it was, and when. */
export function RatingFields({ peeked, value, errorOf, onChange }: RatingFieldsProps) {
  const t = useTranslations('file');
  return fieldsOf(t).map(({ name, label, help, none }) => (
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

'use client';

import { useTranslations } from 'next-intl';
import { formatAmount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { tableRoles } from '../../../ui/table-roles.ts';

/** As JSON has it: amounts are texts. */
export interface PreviewAnswer {
  days: number;
  rows: {
    meter: string;
    baseModel: string;
    oldRateMicros: string | null;
    newRateMicros: string;
    tokens: string;
    oldMicros: string;
    newMicros: string;
  }[];
  oldTotalMicros: string;
  newTotalMicros: string;
  unknownTokens: string;
}

/** What each change would have made of the usage of the last days. */
export function PreviewTable({ preview }: { preview: PreviewAnswer }) {
  const t = useTranslations('operator');
  const { days, rows, oldTotalMicros, newTotalMicros, unknownTokens } = preview;
  const effect = (from: string, to: string) => `${formatMoney(from)} → ${formatMoney(to)}`;
  return (
    <section className="grid gap-2">
      <h3 className="text-pretty text-fg-2">{t('prices.publish.preview', { days })}</h3>
      <div className="max-h-72 overflow-y-auto rounded-md border border-line">
        <table {...tableRoles.table} className="data-table" aria-label={t('prices.publish.preview', { days })}>
          <thead {...tableRoles.rowgroup}>
            <tr {...tableRoles.row}>
              <th scope="col">{t('prices.publish.change')}</th>
              <th scope="col" className="end">
                {t('prices.publish.used')}
              </th>
              <th scope="col" className="end">
                {t('prices.publish.effect')}
              </th>
            </tr>
          </thead>
          <tbody {...tableRoles.rowgroup}>
            {rows.map((row) => (
              <tr key={`${row.meter} ${row.baseModel}`} {...tableRoles.row}>
                <td {...tableRoles.cell} className="lead">
                  <code>{row.baseModel === '*' ? t('prices.all') : row.baseModel}</code>
                  <small className="max-md:block!">
                    {t(row.meter === 'training' ? 'prices.training' : 'prices.calls')}{' '}
                    {row.oldRateMicros === null ? t('prices.publish.new') : formatAmount(row.oldRateMicros)} →{' '}
                    {formatAmount(row.newRateMicros)}
                  </small>
                </td>
                <td {...tableRoles.cell} data-label={t('prices.publish.used')} className="end labelled">
                  {formatShortCount(BigInt(row.tokens))}
                </td>
                <td {...tableRoles.cell} data-label={t('prices.publish.effect')} className="end main">
                  {effect(row.oldMicros, row.newMicros)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot {...tableRoles.rowgroup}>
            <tr {...tableRoles.row}>
              <td {...tableRoles.cell} className="lead">
                {t('prices.publish.all')}
              </td>
              <td {...tableRoles.cell} />
              <td {...tableRoles.cell} data-label={t('prices.publish.effect')} className="end main">
                {effect(oldTotalMicros, newTotalMicros)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {unknownTokens !== '0' && (
        <p className="text-small text-pretty text-fg-3">
          {t('prices.publish.unknown', { count: formatShortCount(BigInt(unknownTokens)) })}
        </p>
      )}
    </section>
  );
}

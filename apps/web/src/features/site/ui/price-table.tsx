import { useTranslations } from 'next-intl';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { formatMoney } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { tableRoles } from '../../../ui/table-roles.ts';
import type { PriceRow } from '../server/read-price-list.ts';

interface PriceTableProps {
  title: string;
  description: string;
  rows: readonly PriceRow[];
}

/** What is not sold has a dash. */
const price = (micros: bigint | null): string => (micros === null ? '–' : formatMoney(micros));

/** Made on the server as it is: prices need no script. */
export function PriceTable({ title, description, rows }: PriceTableProps) {
  const t = useTranslations('site');
  return (
    <Panel title={title} description={description} isFlush>
      <table {...tableRoles.table} aria-label={title} className="data-table">
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            <th scope="col">{t('prices.model')}</th>
            <th scope="col">{t('prices.counted')}</th>
            <th scope="col" className="end">
              {t('prices.training')}
            </th>
            <th scope="col" className="end">
              {t('prices.calls')}
            </th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {rows.map((row) => (
            <tr key={row.id} {...tableRoles.row}>
              <td {...tableRoles.cell} className="lead">
                <span className="block">{translateProblem(row.name)}</span>
                <span className="block text-small font-normal text-pretty text-fg-3">
                  {translateProblem(row.about)}
                </span>
              </td>
              <td {...tableRoles.cell} data-label={t('prices.counted')}>
                {translateProblem(row.unit)}
              </td>
              <td {...tableRoles.cell} data-label={t('prices.training')} className="end labelled">
                {price(row.trainingMicros)}
              </td>
              <td {...tableRoles.cell} data-label={t('prices.calls')} className="end main">
                {price(row.callingMicros)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

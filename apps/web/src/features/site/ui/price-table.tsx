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
  return (
    <Panel title={title} description={description} isFlush>
      <table {...tableRoles.table} aria-label={title} className="data-table">
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            <th scope="col">Model</th>
            <th scope="col">Counted</th>
            <th scope="col" className="end">
              Training
            </th>
            <th scope="col" className="end">
              Calls
            </th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {rows.map((row) => (
            <tr key={row.id} {...tableRoles.row}>
              <td {...tableRoles.cell} className="lead">
                <span className="block">{row.name}</span>
                <span className="block text-small font-normal text-pretty text-fg-3">{row.about}</span>
              </td>
              <td {...tableRoles.cell} data-label="Counted">
                {row.unit}
              </td>
              <td {...tableRoles.cell} data-label="Training" className="end labelled">
                {price(row.trainingMicros)}
              </td>
              <td {...tableRoles.cell} data-label="Calls" className="end main">
                {price(row.callingMicros)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

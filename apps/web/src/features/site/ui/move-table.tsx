import { Check } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { tableRoles } from '../../../ui/table-roles.ts';

/** Only what the API keeps today. */
const calls = [
  { call: 'client.files.create', here: 'the same, with a report line by line' },
  { call: 'client.fineTuning.jobs.create', here: 'the same, with a price first' },
  { call: 'client.chat.completions.create', here: 'the same, answers whole' },
  { call: 'client.completions.create', here: 'the same, answers whole' },
  { call: 'client.batches.create', here: 'the same, resumed after a crash' },
  { call: 'client.embeddings.create', here: 'the same' },
  { call: 'client.models.list', here: 'the same, with your endpoints' },
];

export function MoveTable() {
  return (
    <Panel isFlush>
      <table {...tableRoles.table} aria-label="What keeps working" className="data-table">
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            <th scope="col">Your code calls</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {calls.map(({ call, here }) => (
            <tr key={call} {...tableRoles.row}>
              <td {...tableRoles.cell} className="lead">
                <code>{call}</code>
              </td>
              <td {...tableRoles.cell} data-label="Here">
                <span className="inline-flex items-center gap-2">
                  <Icon of={Check} className="text-success-mark!" />
                  {here}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { tableRoles } from '../../../ui/table-roles.ts';

/** Only what the API keeps today. */
const calls = [
  { call: 'client.files.create', here: 'moving.files' },
  { call: 'client.fineTuning.jobs.create', here: 'moving.jobs' },
  { call: 'client.chat.completions.create', here: 'moving.whole' },
  { call: 'client.completions.create', here: 'moving.whole' },
  { call: 'client.batches.create', here: 'moving.batches' },
  { call: 'client.embeddings.create', here: 'moving.same' },
  { call: 'client.models.list', here: 'moving.models' },
] as const;

export function MoveTable() {
  const t = useTranslations('site');
  return (
    <Panel isFlush>
      <table {...tableRoles.table} aria-label={t('moving.label')} className="data-table">
        <thead {...tableRoles.rowgroup}>
          <tr {...tableRoles.row}>
            <th scope="col">{t('moving.call')}</th>
            <th scope="col">{t('moving.here')}</th>
          </tr>
        </thead>
        <tbody {...tableRoles.rowgroup}>
          {calls.map(({ call, here }) => (
            <tr key={call} {...tableRoles.row}>
              <td {...tableRoles.cell} className="lead">
                <code>{call}</code>
              </td>
              <td {...tableRoles.cell} data-label={t('moving.here')}>
                <span className="inline-flex items-center gap-2">
                  <Icon of={Check} className="text-success-mark!" />
                  {t(here)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

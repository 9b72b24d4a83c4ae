import { useTranslations } from 'next-intl';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { NamedInference } from '../server/name-files.ts';

/** What all rows have in common. */
export function InferenceSettings({ job }: { job: NamedInference }) {
  const t = useTranslations('inference');
  const { mode, route, column, parameters, metadata, createdAt, expiresAt, isOver } = job;
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return (
    <Panel title={t('settings.title')}>
      <KeyValues
        rows={[
          { label: t('settings.asks'), value: <code>{`POST ${route}`}</code> },
          {
            label: t('list.rows'),
            value: t(mode === 'BATCH' ? 'settings.wholeCalls' : 'settings.inputs'),
          },
          ...(column === null ? [] : [{ label: t('file.column'), value: <code>{column}</code> }]),
          ...Object.entries(parameters).map(([name, value]) => ({
            label: <code>{name}</code>,
            value: <span className="whitespace-pre-wrap">{shown(value)}</span>,
          })),
          ...Object.entries(metadata ?? {}).map(([name, value]) => ({
            label: t('settings.metadata', { name }),
            value,
          })),
          { label: t('settings.created'), value: <RelativeTime at={createdAt} /> },
          ...(isOver ? [] : [{ label: t('settings.endsBy'), value: <RelativeTime at={expiresAt} /> }]),
        ]}
      />
    </Panel>
  );
}

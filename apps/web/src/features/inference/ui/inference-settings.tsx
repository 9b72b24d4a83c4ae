import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { NamedInference } from '../server/name-files.ts';

/** What all rows have in common. */
export function InferenceSettings({ job }: { job: NamedInference }) {
  const { mode, route, column, parameters, metadata, createdAt, expiresAt, isOver } = job;
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return (
    <Panel title="Settings">
      <KeyValues
        rows={[
          { label: 'Asks', value: <code>POST {route}</code> },
          {
            label: 'Rows',
            value: mode === 'BATCH' ? 'whole calls, as OpenAI’s batches have them' : 'inputs, one in each row',
          },
          ...(column === null ? [] : [{ label: 'Column', value: <code>{column}</code> }]),
          ...Object.entries(parameters).map(([name, value]) => ({
            label: <code>{name}</code>,
            value: <span className="whitespace-pre-wrap">{shown(value)}</span>,
          })),
          ...Object.entries(metadata ?? {}).map(([name, value]) => ({
            label: `Metadata ${name}`,
            value,
          })),
          { label: 'Created', value: <RelativeTime at={createdAt} /> },
          ...(isOver ? [] : [{ label: 'Ends at the latest', value: <RelativeTime at={expiresAt} /> }]),
        ]}
      />
    </Panel>
  );
}

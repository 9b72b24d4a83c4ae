import Link from 'next/link';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatExactTime } from '../../../ui/format-time.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import type { AuditView } from '../server/audit-view.ts';
import { targetPath } from './target-path.ts';

/** One entry, whole. */
export function AuditDetail({ organizationId, entry }: { organizationId: string; entry: AuditView }) {
  const { actor, target, details } = entry;
  const path = targetPath(organizationId, entry);
  return (
    <>
      <KeyValues
        rows={[
          { label: 'Who', value: actor.name, ...(actor.detail === null ? {} : { valueDetail: actor.detail }) },
          { label: 'What', value: <code>{entry.action}</code> },
          {
            label: 'Thing',
            value:
              path === null ? (
                (target.name ?? target.id)
              ) : (
                <Link href={path} className="text-accent-text hover:underline">
                  {target.name ?? target.id}
                </Link>
              ),
          },
          { label: 'Its id', value: <CopyId id={target.id} what="id" /> },
          ...(entry.projectId === null ? [] : [{ label: 'Project', value: entry.projectName ?? entry.projectId }]),
          { label: 'When', value: formatExactTime(entry.createdAt) },
          { label: 'From', value: entry.address ?? 'not known' },
          { label: 'Sent by', value: entry.userAgent ?? 'not known' },
          { label: 'Entry', value: <CopyId id={entry.id} what="entry id" /> },
        ]}
      />
      {Object.keys(details).length > 0 && (
        <section>
          <h3 className="mb-1 text-small text-fg-3">Details</h3>
          <KeyValues
            rows={Object.entries(details).map(([name, value]) => ({
              label: <code>{name}</code>,
              value: <code>{value === null ? 'none' : String(value)}</code>,
            }))}
          />
        </section>
      )}
      <p className="text-small text-fg-3">
        Entries are written with the act itself, and nobody can change or delete them.
      </p>
    </>
  );
}

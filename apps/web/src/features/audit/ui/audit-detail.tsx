import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatExactTime } from '../../../ui/format-time.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import type { AuditView } from '../server/audit-view.ts';
import { actorWords } from './audit-words.ts';
import { targetPath } from './target-path.ts';

/** One entry, whole. */
export function AuditDetail({ organizationId, entry }: { organizationId: string; entry: AuditView }) {
  const t = useTranslations('audit');
  const { target, details } = entry;
  const actor = actorWords(t, entry.actor);
  const path = targetPath(organizationId, entry);
  return (
    <>
      <KeyValues
        rows={[
          {
            label: t('detail.who'),
            value: actor.name,
            ...(actor.detail === null ? {} : { valueDetail: actor.detail }),
          },
          { label: t('detail.what'), value: <code>{entry.action}</code> },
          {
            label: t('detail.thing'),
            value:
              path === null ? (
                (target.name ?? target.id)
              ) : (
                <Link href={path} className="text-accent-text hover:underline">
                  {target.name ?? target.id}
                </Link>
              ),
          },
          { label: t('detail.thingId'), value: <CopyId id={target.id} what={t('detail.id')} /> },
          ...(entry.projectId === null
            ? []
            : [{ label: t('detail.project'), value: entry.projectName ?? entry.projectId }]),
          { label: t('detail.when'), value: formatExactTime(entry.createdAt) },
          { label: t('detail.from'), value: entry.address ?? t('detail.notKnown') },
          { label: t('detail.sentBy'), value: entry.userAgent ?? t('detail.notKnown') },
          { label: t('detail.entry'), value: <CopyId id={entry.id} what={t('detail.entryId')} /> },
        ]}
      />
      {Object.keys(details).length > 0 && (
        <section>
          <h3 className="mb-1 text-small text-fg-3">{t('detail.details')}</h3>
          <KeyValues
            rows={Object.entries(details).map(([name, value]) => ({
              label: <code>{name}</code>,
              value: <code>{value === null ? t('detail.none') : String(value)}</code>,
            }))}
          />
        </section>
      )}
      <p className="text-small text-fg-3">{t('detail.forEver')}</p>
    </>
  );
}

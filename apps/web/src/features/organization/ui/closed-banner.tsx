import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Shell } from '../server/read-shell.ts';

const b = (text: ReactNode) => <b>{text}</b>;

/** Why nothing can be changed here now, and who can change that. */
export function ClosedBanner({ shell }: { shell: Shell }) {
  const t = useTranslations('shell');
  const { organization, erasedFrom, suspendedReason, isArchived } = shell;
  if (erasedFrom === null && suspendedReason === null && !isArchived) return null;
  const at = `/organizations/${organization.id}`;
  return (
    <div className="mx-auto max-w-[calc(var(--size-content)+64px)] px-8 pt-6 max-md:px-4 max-md:pt-4">
      {erasedFrom !== null ? (
        <Note
          tone="danger"
          action={
            <LinkButton size="small" href={`${at}/settings`}>
              {t('closed.seeLeft')}
            </LinkButton>
          }
        >
          {t.rich('closed.deleting', { b, time: () => <RelativeTime at={erasedFrom} /> })}
        </Note>
      ) : suspendedReason !== null ? (
        <Note
          tone="danger"
          {...(shell.canSeeBilling
            ? {
                action: (
                  <LinkButton size="small" href={`${at}/billing`}>
                    {t('closed.openBilling')}
                  </LinkButton>
                ),
              }
            : {})}
        >
          {t.rich('closed.suspended', { b, reason: () => <bdi>{suspendedReason}</bdi> })}
          <span className="block">{t('closed.suspendedDetail')}</span>
        </Note>
      ) : (
        <Note
          tone="warning"
          action={
            <LinkButton size="small" href={`${at}/projects`}>
              {t('closed.openProjects')}
            </LinkButton>
          }
        >
          {t.rich('closed.archived', { b })}
        </Note>
      )}
    </div>
  );
}

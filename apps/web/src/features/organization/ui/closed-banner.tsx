import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Shell } from '../server/read-shell.ts';

/** Why nothing can be changed here now, and who can change that. */
export function ClosedBanner({ shell }: { shell: Shell }) {
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
              See what is left
            </LinkButton>
          }
        >
          <b>This organization is being deleted.</b> It will be erased <RelativeTime at={erasedFrom} />. Keys and jobs
          have stopped; an owner can restore it until then.
        </Note>
      ) : suspendedReason !== null ? (
        <Note
          tone="danger"
          {...(shell.canSeeBilling
            ? {
                action: (
                  <LinkButton size="small" href={`${at}/billing`}>
                    Open billing
                  </LinkButton>
                ),
              }
            : {})}
        >
          <b>The operator of this platform has suspended this organization:</b> <bdi>{suspendedReason}</bdi>
          <span className="block">
            Its data can be read and its bills paid; its keys are refused and nothing new starts. Write to the operator
            to have it lifted.
          </span>
        </Note>
      ) : (
        <Note
          tone="warning"
          action={
            <LinkButton size="small" href={`${at}/projects`}>
              Open projects
            </LinkButton>
          }
        >
          <b>This project is archived.</b> Its data can be read; its keys are refused and nothing new starts.
        </Note>
      )}
    </div>
  );
}

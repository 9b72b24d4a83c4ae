import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import type { Overview } from '../server/read-overview.ts';

interface NoticeListProps {
  projectId: string;
  organizationId: string;
  overview: Pick<Overview, 'faults' | 'incidents' | 'spend' | 'creditMicros'>;
  canSeeBilling: boolean;
}

/** Below it a job of any size could be refused. */
const lowCreditMicros = 500_000n;

/** What wants somebody's attention, each with one way out. */
export function NoticeList({ projectId, organizationId, overview, canSeeBilling }: NoticeListProps) {
  const { faults, incidents, spend, creditMicros } = overview;
  const home = `/projects/${projectId}`;
  const isCapNear = spend !== null && spend.capMicros !== null && spend.monthMicros * 10n >= spend.capMicros * 9n;
  return (
    <>
      {incidents.map(({ id, title }) => (
        <Note
          key={id}
          tone="warning"
          action={
            <LinkButton size="small" href="/status">
              Status page
            </LinkButton>
          }
        >
          <b>Incident on the platform.</b> {title}
        </Note>
      ))}
      {isCapNear && (
        <Note
          tone="warning"
          action={
            <LinkButton size="small" href={`${home}/usage`}>
              Usage
            </LinkButton>
          }
        >
          <b>The project is near its limit for this month.</b> Jobs and calls beyond it are refused.
        </Note>
      )}
      {creditMicros !== null && creditMicros < lowCreditMicros && canSeeBilling && (
        <Note
          tone="warning"
          action={
            <LinkButton size="small" href={`/organizations/${organizationId}/billing`}>
              Billing
            </LinkButton>
          }
        >
          <b>Little credit is left.</b> Work that needs more than there is does not start.
        </Note>
      )}
      {faults.badDatasets.map(({ id, name, reason }) => (
        <Note
          key={id}
          tone="danger"
          action={
            <LinkButton size="small" href={`${home}/data/${id}`}>
              See the lines
            </LinkButton>
          }
        >
          <b>{name} cannot be used.</b> {reason}
        </Note>
      ))}
      {faults.failedJobs.map(({ id, name, reason }) => (
        <Note
          key={id}
          tone="danger"
          action={
            <LinkButton size="small" href={`${home}/fine-tuning/${id}`}>
              Open job
            </LinkButton>
          }
        >
          <b>The job {name} failed.</b> {reason}
        </Note>
      ))}
    </>
  );
}

import { Database } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { NewJob } from './new-job.tsx';
import type { NewJobProps } from './new-job-props.ts';

interface NewJobPageProps extends NewJobProps {
  isVerified: boolean;
}

export function NewJobPage({ isVerified, ...props }: NewJobPageProps) {
  const { projectId, data } = props;
  return (
    <Page>
      <PageCrumb name="New job" />
      <RefreshOnRows
        projectId={projectId}
        kinds={['dataset', 'wallet', 'base_model']}
        isMoving={data.some(({ blockedBecause }) => blockedBecause !== null)}
      />
      <PageHeader title="New fine-tuning job" facts={['You see the price and the time before anything starts.']} />
      {!isVerified && (
        <Note tone="warning">
          Confirm your e-mail address first: open the link in the mail that we sent you. Jobs wait for it.
        </Note>
      )}
      {data.length === 0 ? <NoData projectId={projectId} /> : <NewJob {...props} />}
    </Page>
  );
}

function NoData({ projectId }: { projectId: string }) {
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Database} />}
        title="A job needs data"
        actions={
          <>
            <LinkButton variant="primary" href={`/projects/${projectId}/data/new`}>
              Upload data
            </LinkButton>
            <Link className="link" href={`/projects/${projectId}/api-keys`}>
              Or upload by the API
            </Link>
          </>
        }
      >
        Upload texts, chats, a zip of images, a table, or what users did first. When it is checked, choose it here.
      </EmptyState>
    </Panel>
  );
}

import { Box } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { NewInference } from './new-inference.tsx';
import type { NewInferenceProps } from './new-inference-props.ts';

interface NewInferencePageProps extends NewInferenceProps {
  isVerified: boolean;
}

export function NewInferencePage({ isVerified, ...props }: NewInferencePageProps) {
  const { projectId, targets } = props;
  return (
    <Page>
      <PageCrumb name="New job" />
      <PageHeader title="New inference job" facts={['You see the price and the time before anything starts.']} />
      {!isVerified && (
        <Note tone="warning">
          Confirm your e-mail address first: open the link in the mail that we sent you. Jobs wait for it.
        </Note>
      )}
      {isVerified && (targets.length === 0 ? <NoModel projectId={projectId} /> : <NewInference {...props} />)}
    </Page>
  );
}

function NoModel({ projectId }: { projectId: string }) {
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Box} />}
        title="A job needs a model"
        actions={
          <>
            <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
              New fine-tuning job
            </LinkButton>
            <Link className="link" href={`/projects/${projectId}/models`}>
              Or import a base model
            </Link>
          </>
        }
      >
        Fine-tune one on your data, or import one. Then give it a file of rows here.
      </EmptyState>
    </Panel>
  );
}

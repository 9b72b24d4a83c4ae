'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import type { CallInput } from '../../endpoint/ui/call-snippets.ts';
import { HistoryButton } from './history-button.tsx';
import type { TrialContext } from './playground-target.ts';
import { ShareButton } from './share-button.tsx';
import { ViewCode } from './view-code.tsx';

interface TrialPageProps {
  context: TrialContext;
  /** What the button would send now, for "View code". */
  call: CallInput;
  /** Where the latest call stands in the history. */
  runId: string | null;
  children: ReactNode;
}

export function TrialPage({ context, call, runId, children }: TrialPageProps) {
  const t = useTranslations('playground');
  const { projectId, publicUrl, target, run } = context;
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[t('facts')]}
        actions={
          <>
            {runId !== null && <ShareButton projectId={projectId} runId={runId} />}
            <HistoryButton projectId={projectId} />
            <ViewCode publicUrl={publicUrl} model={target.name} call={call} />
          </>
        }
      />
      {run !== null && !context.targets.some(({ name }) => name === run.model) && (
        <Note tone="warning">
          {t.rich('goneNote', {
            model: run.model,
            target: target.name,
            code: (chunks) => <code>{chunks}</code>,
          })}
        </Note>
      )}
      {children}
    </Page>
  );
}

'use client';

import type { ReactNode } from 'react';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import type { CallInput } from '../../endpoint/ui/call-snippets.ts';
import type { TrialContext } from './playground-target.ts';
import { ViewCode } from './view-code.tsx';

interface TrialPageProps {
  context: TrialContext;
  /** What the button would send now, for "View code". */
  call: CallInput;
  children: ReactNode;
}

export function TrialPage({ context, call, children }: TrialPageProps) {
  return (
    <Page>
      <PageHeader
        title="Playground"
        facts={['Requests here are real: they are logged, limited and charged like any other.']}
        actions={<ViewCode publicUrl={context.publicUrl} model={context.target.name} call={call} />}
      />
      {children}
    </Page>
  );
}

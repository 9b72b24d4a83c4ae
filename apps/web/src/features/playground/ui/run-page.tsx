'use client';

import { useTranslations } from 'next-intl';
import { Chip } from '../../../ui/chip.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatCount, formatDuration, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { callSnippets } from '../../endpoint/ui/call-snippets.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { RunView } from '../server/list-runs.ts';
import { RunActions } from './run-actions.tsx';
import { readRunAnswer, tokensOfAnswer } from './run-answer.ts';
import { RunContent } from './run-content.tsx';
import { callOfRun } from './run-input.ts';

interface RunPageProps {
  projectId: string;
  publicUrl: string;
  run: RunView;
  canCall: boolean;
}

/** What somebody tried, as it was then: one's own, or what a colleague shares. */
export function RunPage({ projectId, publicUrl, run, canCall }: RunPageProps) {
  const t = useTranslations('playground');
  const samples = callSnippets({ ...callOfRun(run), baseUrl: `${publicUrl}/v1`, model: run.model });
  return (
    <Page>
      <PageCrumb name={run.title} />
      <PageHeader
        title={run.title}
        badge={run.sharedAt !== null && <Chip>{t('run.shared')}</Chip>}
        facts={[
          t(`mode.${run.mode}`),
          <span key="model" className="inline-flex min-w-0 items-center gap-1.5">
            {t.rich('run.model', { id: () => <CopyId id={run.model} what={t('run.modelName')} /> })}
          </span>,
          run.isOwn ? t('run.byYou') : run.by === '' ? t('run.byGone') : t('run.by', { name: run.by }),
          <RelativeTime key="at" at={run.calledAt} />,
        ]}
        actions={<RunActions projectId={projectId} run={run} canCall={canCall} />}
        primary={
          canCall && (
            <LinkButton
              variant="primary"
              href={`/projects/${projectId}/playground?${new URLSearchParams({ model: run.model, run: run.id })}`}
            >
              {t('run.continue')}
            </LinkButton>
          )
        }
      />
      <Columns>
        <Column span={8}>
          <RunContent run={run} />
        </Column>
        <Column span={4}>
          <Receipt run={run} />
        </Column>
      </Columns>
      <CodeBlock
        label={t('code.label')}
        samples={samples.map(({ id, label, code }) => ({ label, language: id, code }))}
      />
    </Page>
  );
}

function Receipt({ run }: { run: RunView }) {
  const t = useTranslations('playground');
  const answer = readRunAnswer(run);
  return (
    <Panel title={t('run.receipt')}>
      <KeyValues
        rows={[
          {
            label: t('receipt.request'),
            value: <CopyId id={answer.requestId} what={t('receipt.requestId')} />,
          },
          { label: t('receipt.model'), value: <code className="[overflow-wrap:anywhere]">{answer.modelName}</code> },
          { label: t('receipt.tokens'), value: formatTokens(tokensOfAnswer(answer)) },
          { label: t('run.latency'), value: formatDuration(answer.latencyMs) },
          { label: t('run.calls'), value: formatCount(run.calls) },
          { label: t('run.total'), value: formatMicros(run.amountMicros), isTotal: true },
        ]}
      />
    </Panel>
  );
}

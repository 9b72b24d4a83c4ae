'use client';

import { SquareTerminal } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { TrialText } from '../server/list-trial-texts.ts';
import { ClassifyResult } from './classify-result.tsx';
import type { PlaygroundRun } from './playground-run.ts';
import { SessionTable } from './session-table.tsx';
import { useClassify } from './use-classify.ts';
import { ViewCode } from './view-code.tsx';

export interface PlaygroundTarget {
  /** What goes into `model`: the name of an endpoint or a model. */
  name: string;
  kind: 'endpoint' | 'model';
  modelId: string;
  isWarm: boolean;
}

interface PlaygroundProps {
  projectId: string;
  organizationId: string;
  publicUrl: string;
  targets: readonly PlaygroundTarget[];
  /** null when there is nothing to call yet. */
  target: PlaygroundTarget | null;
  /** Texts of its training data to try, one a label. */
  examples: readonly TrialText[];
}

export function Playground(props: PlaygroundProps) {
  const { projectId, organizationId, publicUrl, targets, target, examples } = props;
  const query = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const [text, setText] = useState(examples[0]?.text ?? '');
  const [textProblem, setTextProblem] = useState<string | null>(null);
  const [runs, setRuns] = useState<readonly PlaygroundRun[]>([]);
  // Known from when the page was read; the first call of this visit has loaded it.
  const isCold = target !== null && !target.isWarm && !runs.some((one) => one.target === target.name);
  const { run, cancel, state, problem } = useClassify(projectId, (answer, sent) => {
    const wasCold = answer.wasCold || isCold;
    setRuns((earlier) => [{ ...answer, wasCold, text: sent, target: target?.name ?? '', at: new Date() }, ...earlier]);
  });
  const send = () => {
    if (target === null) return;
    const isEmpty = text.trim() === '';
    setTextProblem(isEmpty ? 'Write a text to classify.' : null);
    if (!isEmpty) run({ model: target.name, text });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };
  const choose = (name: string) => {
    const next = new URLSearchParams(query);
    next.set('model', name);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  const latest = runs[0] ?? null;
  if (target === null) return <NothingToCall projectId={projectId} />;
  return (
    <Page>
      <PageHeader
        title="Playground"
        facts={['Requests here are real: they are logged, limited and charged like any other.']}
        actions={<ViewCode publicUrl={publicUrl} model={target.name} text={text} />}
      />
      <Columns stretch>
        <Column span={6}>
          <Panel
            title="Input"
            aside={
              <Select
                label="Endpoint or model"
                size="small"
                options={targets.map((one) => ({
                  value: one.name,
                  label: one.name,
                  detail: `${one.kind === 'endpoint' ? 'Endpoint' : 'Model'}, ${one.isWarm ? 'warm' : 'cold'}`,
                }))}
                value={target.name}
                onValueChange={choose}
                className="max-w-60"
              />
            }
          >
            <div className="flex h-full flex-col gap-3">
              <label htmlFor="playground-text" className="sr-only">
                Text
              </label>
              <Textarea
                id="playground-text"
                rows={7}
                value={text}
                onChange={(event) => {
                  setText(event.target.value);
                  setTextProblem(null);
                }}
                onKeyDown={press}
                aria-invalid={textProblem !== null || undefined}
                aria-describedby={textProblem === null ? undefined : 'playground-text-problem'}
                placeholder="My parcel never came."
                className="flex-1"
              />
              {textProblem && (
                <p id="playground-text-problem" role="alert" className="text-small text-danger">
                  {textProblem}
                </p>
              )}
              {examples.length > 0 && <Examples examples={examples} onChoose={setText} />}
              <div className="flex items-center justify-between gap-3">
                <span className="inline-flex items-center gap-1 text-small text-fg-3 max-md:hidden">
                  <Kbd>⌘</Kbd>
                  <Kbd>Enter</Kbd> or <Kbd>Ctrl</Kbd>
                  <Kbd>Enter</Kbd>
                </span>
                <Button variant="primary" isBusy={state !== 'idle'} onClick={send} className="max-md:w-full">
                  Classify
                </Button>
              </div>
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <ClassifyResult
            run={latest}
            state={state === 'running' && isCold ? 'loading' : state}
            problem={problem}
            onRetry={send}
            onCancel={cancel}
            billingUrl={`/organizations/${organizationId}/billing`}
          />
        </Column>
      </Columns>
      <SessionTable runs={runs} publicUrl={publicUrl} />
    </Page>
  );
}

function NothingToCall({ projectId }: { projectId: string }) {
  return (
    <Page>
      <PageHeader title="Playground" />
      <Panel>
        <EmptyState
          icon={<Icon of={SquareTerminal} />}
          title="No model to try yet"
          actions={
            <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
              Fine-tune a model
            </LinkButton>
          }
        >
          Once a model is trained, send it a text here and see its labels with their probabilities, tokens and price.
        </EmptyState>
      </Panel>
    </Page>
  );
}

/** Fills the text from the training data, so that nobody starts from nothing. */
function Examples({ examples, onChoose }: { examples: readonly TrialText[]; onChoose: (text: string) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-fg-3">From its data</span>
      {examples.slice(0, 4).map(({ label, text }) => (
        <Button key={label} size="small" onClick={() => onChoose(text)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

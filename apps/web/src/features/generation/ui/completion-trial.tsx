'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { useKeptText } from '../../playground/ui/use-kept-text.ts';
import { type Completion, CompletionList } from './completion-list.tsx';
import { focusFirstProblem } from './focus-first-problem.ts';
import type { Generated } from './generated.ts';
import { formOfSampling, readSampling, suggestSampling } from './sampling.ts';
import { SamplingPanel } from './sampling-panel.tsx';
import { SendBar } from './send-bar.tsx';

/** Text that a model without a chat template goes on with. */
export function CompletionTrial({ context }: { context: TrialContext }) {
  const t = useTranslations('generation');
  const kept = context.run === null ? null : readRunInput(context.run);
  const [prompt, setPrompt] = useKeptText(context, { field: 'prompt', first: kept?.prompt ?? '' });
  const [promptProblem, setPromptProblem] = useState<string | null>(null);
  const [completions, setCompletions] = useState<readonly Completion[]>([]);
  const suggested = suggestSampling(context.target.contextLength);
  const [form, setForm] = useState(kept === null ? suggested : formOfSampling(kept.sampling));
  const call = useCall<Generated>(context, 'generations');
  const { sampling, problems } = readSampling(t, form);
  const ask = async () => {
    const answer = await call.run({ prompt, ...sampling });
    if (answer !== null) setCompletions((earlier) => [{ prompt, answer }, ...earlier]);
  };
  const send = () => {
    const isEmpty = prompt === '';
    setPromptProblem(isEmpty ? t('completion.emptyPrompt') : null);
    if (Object.keys(problems).length > 0) focusFirstProblem();
    else if (!isEmpty && call.state === 'idle') void ask();
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const shown = prompt === '' ? t('completion.placeholder') : prompt;
  return (
    <TrialPage
      context={context}
      call={{ kind: 'completion', prompt: shown, sampling }}
      runId={completions[0]?.answer.runId ?? null}
    >
      <Columns>
        <Column span={8}>
          <Panel title={t('completion.title')} aside={<TargetSelect {...context} />}>
            <Field label={t('completion.prompt')} help={t('completion.help')} error={promptProblem}>
              <Textarea
                rows={6}
                value={prompt}
                onChange={(event) => {
                  setPrompt(event.target.value);
                  setPromptProblem(null);
                }}
                onKeyDown={press}
                placeholder={t('completion.placeholder')}
              />
            </Field>
            <SendBar call={call} label={t('completion.send')} onSend={send} />
            <div aria-live="polite" className="mt-3 grid gap-3 empty:hidden">
              <CallNotes call={call} onRetry={send} organizationId={context.organizationId} />
            </div>
          </Panel>
          <CompletionList
            completions={completions}
            curlOf={(sent) =>
              curlSnippet({
                ...{ kind: 'completion', prompt: sent, sampling, model: context.target.name },
                baseUrl: `${context.publicUrl}/v1`,
              })
            }
          />
        </Column>
        <Column span={4}>
          <SamplingPanel form={form} suggested={suggested} problems={problems} onChange={setForm} />
        </Column>
      </Columns>
    </TrialPage>
  );
}

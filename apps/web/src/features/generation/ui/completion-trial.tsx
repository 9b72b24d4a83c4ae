'use client';

import { type KeyboardEvent, useState } from 'react';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { isSendKey } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { type Completion, CompletionList } from './completion-list.tsx';
import { focusFirstProblem } from './focus-first-problem.ts';
import type { Generated } from './generated.ts';
import { readSampling, suggestSampling } from './sampling.ts';
import { SamplingPanel } from './sampling-panel.tsx';
import { SendBar } from './send-bar.tsx';

/** Text that a model without a chat template goes on with. */
export function CompletionTrial({ context }: { context: TrialContext }) {
  const [prompt, setPrompt] = useState('');
  const [promptProblem, setPromptProblem] = useState<string | null>(null);
  const [completions, setCompletions] = useState<readonly Completion[]>([]);
  const suggested = suggestSampling(context.target.contextLength);
  const [form, setForm] = useState(suggested);
  const call = useCall<Generated>(context, 'generations');
  const { sampling, problems } = readSampling(form);
  const ask = async () => {
    const answer = await call.run({ prompt, ...sampling });
    if (answer !== null) setCompletions((earlier) => [{ prompt, answer }, ...earlier]);
  };
  const send = () => {
    const isEmpty = prompt === '';
    setPromptProblem(isEmpty ? 'Write the beginning of a text.' : null);
    if (Object.keys(problems).length > 0) focusFirstProblem();
    else if (!isEmpty && call.state === 'idle') void ask();
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const shown = prompt === '' ? 'Once upon a time' : prompt;
  return (
    <TrialPage context={context} call={{ kind: 'completion', prompt: shown, sampling }}>
      <Columns>
        <Column span={8}>
          <Panel title="Completion" aside={<TargetSelect {...context} />}>
            <Field
              label="Prompt"
              help="The model goes on where it ends. It has no chat template, so it is not spoken to."
              error={promptProblem}
            >
              <Textarea
                rows={6}
                value={prompt}
                onChange={(event) => {
                  setPrompt(event.target.value);
                  setPromptProblem(null);
                }}
                onKeyDown={press}
                placeholder="Once upon a time"
              />
            </Field>
            <SendBar call={call} label="Complete text" onSend={send} />
            <div aria-live="polite" className="mt-3 grid gap-3 empty:hidden">
              <CallNotes call={call} onRetry={send} organizationId={context.organizationId} />
            </div>
          </Panel>
          <CompletionList completions={completions} />
        </Column>
        <Column span={4}>
          <SamplingPanel form={form} suggested={suggested} problems={problems} onChange={setForm} />
        </Column>
      </Columns>
    </TrialPage>
  );
}

'use client';

import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
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
import { type Exchange, messagesOf } from './chat.ts';
import { ChatLog } from './chat-log.tsx';
import { focusFirstProblem } from './focus-first-problem.ts';
import type { Generated } from './generated.ts';
import { readSampling, suggestSampling } from './sampling.ts';
import { SamplingPanel } from './sampling-panel.tsx';
import { SendBar } from './send-bar.tsx';

/** A conversation with a model. */
export function ChatTrial({ context }: { context: TrialContext }) {
  const [system, setSystem] = useState('');
  const [draft, setDraft] = useState('');
  const [draftProblem, setDraftProblem] = useState<string | null>(null);
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  /** The question that is being answered. */
  const [asked, setAsked] = useState<string | null>(null);
  const suggested = suggestSampling(context.target.contextLength);
  const [form, setForm] = useState(suggested);
  const call = useCall<Generated>(context, 'generations');
  const { sampling, problems } = readSampling(form);
  const ask = async () => {
    setAsked(draft);
    setDraft('');
    const answer = await call.run({ messages: messagesOf(system, exchanges, draft), ...sampling });
    setAsked(null);
    if (answer === null)
      // It was stopped or failed: what was written is not lost, nor is what was written since.
      setDraft((since) => (since === '' ? draft : since));
    else setExchanges((earlier) => [...earlier, { question: draft, answer }]);
  };
  const send = () => {
    const isEmpty = draft.trim() === '';
    setDraftProblem(isEmpty ? 'Write a message first.' : null);
    if (Object.keys(problems).length > 0) focusFirstProblem();
    else if (!isEmpty && call.state === 'idle') void ask();
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const shown = draft.trim() === '' ? (asked ?? 'Where is my parcel?') : draft;
  return (
    <TrialPage context={context} call={{ kind: 'chat', messages: messagesOf(system, exchanges, shown), sampling }}>
      <Columns>
        <Column span={8}>
          <Panel
            title="Chat"
            aside={
              <>
                {exchanges.length > 0 && (
                  <Button size="small" variant="ghost" onClick={() => setExchanges([])}>
                    Start over
                  </Button>
                )}
                <TargetSelect {...context} />
              </>
            }
          >
            <Field label="System message" hint="optional" help="What the model is told before the conversation.">
              <Textarea
                rows={2}
                value={system}
                onChange={(event) => setSystem(event.target.value)}
                placeholder="You answer tickets in one sentence."
              />
            </Field>
            <ChatLog exchanges={exchanges} asked={asked} />
            <div aria-live="polite" className="grid gap-3 not-empty:mb-3">
              <CallNotes call={call} onRetry={send} organizationId={context.organizationId} />
            </div>
            <Field label={<span className="sr-only">Message</span>} error={draftProblem}>
              <Textarea
                rows={3}
                value={draft}
                onChange={(event) => {
                  setDraft(event.target.value);
                  setDraftProblem(null);
                }}
                onKeyDown={press}
                placeholder="Where is my parcel?"
              />
            </Field>
            <SendBar call={call} label="Send message" onSend={send} />
          </Panel>
        </Column>
        <Column span={4}>
          <SamplingPanel form={form} suggested={suggested} problems={problems} onChange={setForm} />
        </Column>
      </Columns>
    </TrialPage>
  );
}

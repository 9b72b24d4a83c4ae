'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunAnswer } from '../../playground/ui/run-answer.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { useKeptText } from '../../playground/ui/use-kept-text.ts';
import { type Exchange, exchangesOf, messagesOf } from './chat.ts';
import { ChatLog } from './chat-log.tsx';
import { focusFirstProblem } from './focus-first-problem.ts';
import type { Generated } from './generated.ts';
import { formOfSampling, readSampling, suggestSampling } from './sampling.ts';
import { SamplingPanel } from './sampling-panel.tsx';
import { SendBar } from './send-bar.tsx';

/** A conversation with a model. */
export function ChatTrial({ context }: { context: TrialContext }) {
  const t = useTranslations('generation');
  const [kept] = useState(() => readKept(context));
  const [system, setSystem] = useKeptText(context, { field: 'system', first: kept?.system ?? '' });
  const [draft, setDraft] = useKeptText(context, { field: 'question', first: '' });
  const [draftProblem, setDraftProblem] = useState<string | null>(null);
  const [exchanges, setExchanges] = useState<readonly Exchange[]>(kept?.exchanges ?? []);
  /** Of the history: where the next answer belongs. */
  const [runId, setRunId] = useState(kept?.runId ?? null);
  /** The question that is being answered. */
  const [asked, setAsked] = useState<string | null>(null);
  const suggested = suggestSampling(context.target.contextLength);
  const [form, setForm] = useState(kept === null ? suggested : formOfSampling(kept.sampling));
  const call = useCall<Generated>(context, 'generations');
  const { sampling, problems } = readSampling(t, form);
  const ask = async () => {
    setAsked(draft);
    setDraft('');
    const continues = runId === null ? {} : { continues: runId };
    const answer = await call.run({ messages: messagesOf(system, exchanges, draft), ...sampling, ...continues });
    setAsked(null);
    if (answer === null)
      // It was stopped or failed: what was written is not lost, nor is what was written since.
      setDraft((since) => (since === '' ? draft : since));
    else {
      setExchanges((earlier) => [...earlier, { question: draft, text: answer.text, answer }]);
      setRunId(answer.runId);
    }
  };
  const send = () => {
    const isEmpty = draft.trim() === '';
    setDraftProblem(isEmpty ? t('chat.empty') : null);
    if (Object.keys(problems).length > 0) focusFirstProblem();
    else if (!isEmpty && call.state === 'idle') void ask();
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const shown = draft.trim() === '' ? (asked ?? t('chat.placeholder')) : draft;
  const curlOf = (at: number) =>
    curlSnippet({
      ...{ kind: 'chat', sampling, model: context.target.name, baseUrl: `${context.publicUrl}/v1` },
      messages: messagesOf(system, exchanges.slice(0, at), exchanges[at]?.question ?? ''),
    });
  const startOver = () => {
    setExchanges([]);
    setRunId(null);
  };
  return (
    <TrialPage
      context={context}
      call={{ kind: 'chat', messages: messagesOf(system, exchanges, shown), sampling }}
      runId={runId}
    >
      <Columns>
        <Column span={8}>
          <Panel
            title={t('chat.title')}
            aside={
              <>
                {exchanges.length > 0 && (
                  <Button size="small" variant="ghost" onClick={startOver}>
                    {t('chat.startOver')}
                  </Button>
                )}
                <TargetSelect {...context} />
              </>
            }
          >
            <Field label={t('chat.system')} hint={t('optional')} help={t('chat.systemHelp')}>
              <Textarea
                rows={2}
                value={system}
                onChange={(event) => setSystem(event.target.value)}
                placeholder={t('chat.systemPlaceholder')}
              />
            </Field>
            <ChatLog exchanges={exchanges} asked={asked} curlOf={curlOf} />
            <div aria-live="polite" className="grid gap-3 not-empty:mb-3">
              <CallNotes call={call} onRetry={send} organizationId={context.organizationId} />
            </div>
            <Field label={<span className="sr-only">{t('chat.message')}</span>} error={draftProblem}>
              <Textarea
                rows={3}
                value={draft}
                onChange={(event) => {
                  setDraft(event.target.value);
                  setDraftProblem(null);
                }}
                onKeyDown={press}
                placeholder={t('chat.placeholder')}
              />
            </Field>
            <SendBar call={call} label={t('chat.send')} onSend={send} />
          </Panel>
        </Column>
        <Column span={4}>
          <SamplingPanel form={form} suggested={suggested} problems={problems} onChange={setForm} />
        </Column>
      </Columns>
    </TrialPage>
  );
}

/** A conversation of the history; somebody else's goes on as one's own. */
function readKept({ run }: TrialContext) {
  if (run === null) return null;
  const { messages, sampling } = readRunInput(run);
  return { ...exchangesOf(messages, readRunAnswer(run).text ?? ''), sampling, runId: run.isOwn ? run.id : null };
}

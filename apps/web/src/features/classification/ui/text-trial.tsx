'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey, SendHint } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { useKeptText } from '../../playground/ui/use-kept-text.ts';
import type { TrialText } from '../server/list-trial-texts.ts';
import { ClassifyResult } from './classify-result.tsx';
import type { ClassifyAnswer, PlaygroundRun } from './playground-run.ts';
import { SessionTable } from './session-table.tsx';

interface TextTrialProps {
  context: TrialContext;
  /** Texts of its training data to try, one a label. */
  examples: readonly TrialText[];
}

/** A text and its labels. */
export function TextTrial({ context, examples }: TextTrialProps) {
  const t = useTranslations('classification');
  const { publicUrl, target } = context;
  const [text, setText] = useKeptText(context, { field: 'text', first: startText(context) ?? examples[0]?.text ?? '' });
  const [textProblem, setTextProblem] = useState<string | null>(null);
  const [runs, setRuns] = useState<readonly PlaygroundRun[]>([]);
  const call = useCall<ClassifyAnswer>(context, 'classifications');
  const send = async () => {
    const isEmpty = text.trim() === '';
    setTextProblem(isEmpty ? t('text.empty') : null);
    if (isEmpty) return;
    const answer = await call.run({ input: text });
    if (answer !== null) setRuns((earlier) => [{ ...answer, text, at: new Date() }, ...earlier]);
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    void send();
  };
  const input = text.trim() === '' ? t('text.example') : text;
  const [latest] = runs;
  return (
    <TrialPage context={context} call={{ input }} runId={runs[0]?.runId ?? null}>
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('text.title')} aside={<TargetSelect {...context} />}>
            <div className="flex h-full flex-col gap-3">
              <label htmlFor="playground-text" className="sr-only">
                {t('text.label')}
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
                placeholder={t('text.example')}
                className="flex-1"
              />
              {textProblem && (
                <p id="playground-text-problem" role="alert" className="text-small text-danger">
                  {textProblem}
                </p>
              )}
              {examples.length > 0 && <Examples examples={examples} onChoose={setText} />}
              <div className="flex items-center justify-between gap-3">
                <SendHint />
                <Button
                  variant="primary"
                  isBusy={call.state !== 'idle'}
                  onClick={() => void send()}
                  className="max-md:w-full"
                >
                  {t('text.classify')}
                </Button>
              </div>
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <ClassifyResult
            run={latest ?? null}
            call={call}
            onRetry={() => void send()}
            organizationId={context.organizationId}
          />
        </Column>
      </Columns>
      <SessionTable
        runs={runs}
        noun={t('session.text')}
        curl={(run) => curlSnippet({ baseUrl: `${publicUrl}/v1`, model: target.name, input: run.text })}
      />
    </TrialPage>
  );
}

/** Of the history. */
const startText = ({ run }: TrialContext): string | undefined =>
  run === null ? undefined : readRunInput(run).texts[0];

/** Fills the text from the training data, so that nobody starts from nothing. */
function Examples({ examples, onChoose }: { examples: readonly TrialText[]; onChoose: (text: string) => void }) {
  const t = useTranslations('classification');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-fg-3">{t('fromData')}</span>
      {examples.slice(0, 4).map(({ label, text }) => (
        <Button key={label} size="small" onClick={() => onChoose(text)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

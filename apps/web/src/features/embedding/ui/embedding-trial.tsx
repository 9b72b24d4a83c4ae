'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { TrialContext } from '../../playground/ui/playground-target.ts';
import { readRunInput } from '../../playground/ui/run-input.ts';
import { isSendKey, SendHint } from '../../playground/ui/send-hint.tsx';
import { TargetSelect } from '../../playground/ui/target-select.tsx';
import { TrialPage } from '../../playground/ui/trial-page.tsx';
import { useCall } from '../../playground/ui/use-call.ts';
import { type Embedded, EmbeddingResult } from './embedding-result.tsx';

/** Two texts, and how alike their vectors are. */
export function EmbeddingTrial({ context }: { context: TrialContext }) {
  const t = useTranslations('embedding');
  const labels = [t('first'), t('second')] as const;
  const placeholders = [t('firstPlaceholder'), t('secondPlaceholder')] as const;
  const [texts, setTexts] = useState<readonly [string, string]>(() => {
    const [first = '', second = ''] = context.run === null ? [] : readRunInput(context.run).texts;
    return [first, second];
  });
  const [isChecked, setChecked] = useState(false);
  const [embedded, setEmbedded] = useState<Embedded | null>(null);
  const call = useCall<Embedded>(context, 'embeddings');
  const isEmpty = (text: string) => text.trim() === '';
  const send = async () => {
    setChecked(true);
    if (texts.some(isEmpty) || call.state !== 'idle') return;
    const answer = await call.run({ input: texts });
    if (answer !== null) setEmbedded(answer);
  };
  const press = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    void send();
  };
  const input = isEmpty(texts[0]) ? placeholders[0] : texts[0];
  return (
    <TrialPage context={context} call={{ kind: 'embeddings', input }} runId={embedded?.runId ?? null}>
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('texts')} aside={<TargetSelect {...context} />}>
            <div className="grid gap-4">
              {labels.map((label, at) => (
                <Field key={label} label={label} error={isChecked && isEmpty(texts[at] ?? '') ? t('empty') : null}>
                  <Textarea
                    rows={3}
                    value={texts[at]}
                    onChange={({ target: { value } }) => setTexts(at === 0 ? [value, texts[1]] : [texts[0], value])}
                    onKeyDown={press}
                    placeholder={placeholders[at]}
                  />
                </Field>
              ))}
              <div className="flex items-center justify-between gap-3">
                <SendHint />
                <Button
                  variant="primary"
                  isBusy={call.state !== 'idle'}
                  onClick={() => void send()}
                  className="max-md:w-full"
                >
                  {t('compare')}
                </Button>
              </div>
            </div>
          </Panel>
        </Column>
        <Column span={6}>
          <EmbeddingResult
            embedded={embedded}
            call={call}
            onRetry={() => void send()}
            organizationId={context.organizationId}
          />
        </Column>
      </Columns>
    </TrialPage>
  );
}

'use client';

import { demoTextMax } from '@modelmint/domain/demo-text-max';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { BarList } from '../../../ui/bar-list.tsx';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { formatAmount, formatShares, formatTokens } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { useAction } from '../../../ui/use-action.ts';

interface DemoAnswer {
  requestId: string;
  scores: { label: string; score: number }[];
  tokens: number;
  latencyMs: number;
  amountMicros: string;
}

/** A call that a visitor may make, with its receipt. */
export function DemoTrial({ endpoint }: { endpoint: string }) {
  const t = useTranslations('demo');
  const [text, setText] = useState(t('example'));
  const [answer, setAnswer] = useState<DemoAnswer | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const { run, isBusy, problem } = useAction(async () => {
    setAnswer(await callApi<DemoAnswer>('/api/site/demo', { body: { text } }));
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(text.trim() === '');
    if (text.trim() !== '') run();
  };
  return (
    <Panel title={t('title')} description={t('text', { endpoint })}>
      <form onSubmit={send} className="flex gap-2 max-md:flex-col" noValidate>
        <Input
          aria-label={t('input')}
          value={text}
          maxLength={demoTextMax}
          aria-invalid={isEmpty || undefined}
          aria-describedby={isEmpty ? 'demo-problem' : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" isBusy={isBusy}>
          {t('classify')}
        </Button>
      </form>
      {isEmpty && (
        <p id="demo-problem" role="alert" className="pt-2 text-small text-danger">
          {t('write')}
        </p>
      )}
      <div aria-live="polite" className="grid gap-3 pt-3">
        {problem && (
          <Note tone="danger">
            <ProblemText problem={problem} />
          </Note>
        )}
        {answer && <DemoResult answer={answer} />}
      </div>
    </Panel>
  );
}

function DemoResult({ answer: { scores, tokens, latencyMs, amountMicros, requestId } }: { answer: DemoAnswer }) {
  const t = useTranslations('demo');
  const shares = formatShares(scores.map(({ score }) => score));
  return (
    <>
      <BarList
        label={t('probabilities')}
        bars={scores.map(({ label, score }, index) => ({
          ...{ label, share: score, value: shares[index], isLead: index === 0, isMuted: index > 0 },
        }))}
      />
      <p className="flex flex-wrap gap-x-4 text-small text-fg-3 tabular-nums">
        <span>{formatTokens(tokens)}</span>
        <span>{latencyMs} ms</span>
        <span>{formatAmount(amountMicros)}</span>
        <span>{requestId}</span>
      </p>
    </>
  );
}

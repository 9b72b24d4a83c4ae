import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatDecimals, formatShares } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { likenessOf } from '../../embedding/ui/likeness.ts';
import { saidOf } from '../../prediction/ui/predicted.ts';
import type { RunView } from '../server/list-runs.ts';
import { type KeptAnswer, readRunAnswer } from './run-answer.ts';
import { readRunInput } from './run-input.ts';

/** What was sent and what was answered, by what the model does. */
export function RunContent({ run }: { run: RunView }) {
  const t = useTranslations('playground');
  if (run.mode === 'chat') return <Conversation run={run} />;
  return (
    <>
      <Panel title={t('run.input')}>
        <SentPart run={run} />
      </Panel>
      <Panel title={t('run.answer')}>
        <AnswerPart answer={readRunAnswer(run)} />
      </Panel>
    </>
  );
}

const text = 'max-w-[90ch] whitespace-pre-wrap [overflow-wrap:anywhere]';

function Conversation({ run }: { run: RunView }) {
  const t = useTranslations('playground');
  const names = { system: t('run.system'), user: t('run.you'), assistant: t('run.answerer') };
  const said = readRunInput(run).messages;
  const answer = readRunAnswer(run).text ?? '';
  return (
    <Panel title={t('run.conversation')}>
      <ol aria-label={t('run.conversation')} className="grid gap-4 pt-1">
        {[...said, { role: 'assistant' as const, content: answer }].map(({ role, content }, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: it stays as it is
            key={at}
            className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 max-md:grid-cols-[minmax(0,1fr)]"
          >
            <p className="font-medium text-fg-2">{names[role]}</p>
            <div className={text}>{content === '' ? <i className="text-fg-3">{t('run.nothing')}</i> : content}</div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function SentPart({ run }: { run: RunView }) {
  const t = useTranslations('playground');
  const { texts, image, prompt, rows, recommend } = readRunInput(run);
  if (image !== null) {
    const name = image.name === '' ? t('run.noName') : image.name;
    if (image.url === null) return <p className="text-fg-2">{t('run.imageLeftOut', { name })}</p>;
    return (
      // biome-ignore lint/performance/noImgElement: it comes with the page
      <img src={image.url} alt={name} className="max-h-64 max-w-full rounded-sm border border-line object-contain" />
    );
  }
  if (recommend !== null)
    return (
      <KeyValues
        rows={[
          { label: t('run.user'), value: <span className="[overflow-wrap:anywhere]">{recommend.user}</span> },
          { label: t('run.items'), value: formatCount(recommend.topK) },
        ]}
      />
    );
  if (rows.length > 0)
    return (
      <div className="grid gap-4">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stay as they are
          <div key={at}>
            {rows.length > 1 && <h3 className="font-medium">{t('run.row', { number: at + 1 })}</h3>}
            <KeyValues rows={Object.entries(row).map(([label, value]) => ({ label, value: String(value ?? '–') }))} />
          </div>
        ))}
      </div>
    );
  return (
    <div className="grid gap-4">
      {(texts.length > 0 ? texts : [prompt]).map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they stay as they are
        <p key={at} className={text}>
          {one}
        </p>
      ))}
    </div>
  );
}

function AnswerPart({ answer }: { answer: KeptAnswer }): ReactNode {
  const t = useTranslations('playground');
  const { scores, vectors, predictions, recommendation } = answer;
  if (scores !== undefined) return <Labels scores={scores} />;
  if (vectors !== undefined)
    return (
      <>
        <p className="text-fg-2">{t('run.likeness')}</p>
        <p className="text-figure font-medium tabular-nums">
          {formatDecimals(likenessOf(vectors[0] ?? [], vectors[1] ?? []), 3)}
        </p>
      </>
    );
  if (recommendation !== undefined)
    return (
      <KeyValues
        rows={recommendation.items.map(({ item, score }) => ({
          label: <span className="[overflow-wrap:anywhere]">{item}</span>,
          value: <span className="tabular-nums">{formatDecimals(score, 3)}</span>,
        }))}
      />
    );
  if (predictions !== undefined) {
    const [first, ...others] = predictions;
    if (others.length === 0 && first?.kind === 'label') return <Labels scores={first.scores} />;
    return (
      <KeyValues
        rows={predictions.map((one, at) => ({ label: t('run.row', { number: at + 1 }), value: saidOf(one) }))}
      />
    );
  }
  return <p className={text}>{answer.text || <i className="text-fg-3">{t('run.nothing')}</i>}</p>;
}

/** The rest shares what is left of a per cent. */
const labelsShown = 20;

function Labels({ scores }: { scores: readonly { label: string; score: number }[] }) {
  const t = useTranslations('playground');
  const shares = formatShares(scores.map(({ score }) => score));
  return (
    <BarList
      label={t('run.probabilities')}
      bars={scores.slice(0, labelsShown).map(({ label, score }, index) => ({
        ...{ label, share: score, value: shares[index] },
        ...{ isLead: index === 0, isMuted: index > 0 },
      }))}
    />
  );
}

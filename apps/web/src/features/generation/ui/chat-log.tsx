'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Exchange } from './chat.ts';
import { receiptOf } from './generated.ts';

interface ChatLogProps {
  exchanges: readonly Exchange[];
  /** The question that waits for its answer. */
  asked: string | null;
  /** The call of one of them as a command. */
  curlOf: (at: number) => string;
}

/** The conversation so far, each answer with its receipt. */
export function ChatLog({ exchanges, asked, curlOf }: ChatLogProps) {
  const t = useTranslations('generation');
  const isEmpty = exchanges.length === 0 && asked === null;
  return (
    <div role="log" aria-label={t('log.label')} className="my-4 min-h-48 border-y border-line py-4">
      {isEmpty ? (
        <p className="grid min-h-40 place-items-center text-center text-fg-3">{t('log.empty')}</p>
      ) : (
        <ol className="grid gap-4">
          {exchanges.map(({ question, text, answer }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a conversation only grows
            <li key={at} className="grid gap-4">
              <Turn who={t('log.you')}>{question}</Turn>
              <Turn
                who={t('log.model')}
                foot={
                  <>
                    {answer && <span className="tabular-nums">{receiptOf(t, answer)}</span>}
                    {answer?.wasCold && <Chip>{t('log.cold')}</Chip>}
                    <CopyButton text={text} label={t('log.copy')} />
                    <CopyButton text={curlOf(at)} label={t('log.copyCurl')} />
                  </>
                }
              >
                {text === '' ? <i className="text-fg-3">{t('log.nothing')}</i> : text}
              </Turn>
            </li>
          ))}
          {asked !== null && (
            <li className="grid gap-4">
              <Turn who={t('log.you')}>{asked}</Turn>
              <Turn who={t('log.model')}>
                <Status kind="running">{t('log.writing')}</Status>
              </Turn>
            </li>
          )}
        </ol>
      )}
    </div>
  );
}

function Turn({ who, foot, children }: { who: string; foot?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[56px_minmax(0,1fr)] gap-x-3 max-md:grid-cols-[minmax(0,1fr)]">
      <p className="font-medium text-fg-2">{who}</p>
      <div className="min-w-0">
        <div className="max-w-[72ch] whitespace-pre-wrap [overflow-wrap:anywhere]">{children}</div>
        {foot && <div className="mt-1 flex flex-wrap items-center gap-2 text-small text-fg-3">{foot}</div>}
      </div>
    </div>
  );
}

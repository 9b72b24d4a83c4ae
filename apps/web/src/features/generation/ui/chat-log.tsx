'use client';

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
}

/** The conversation so far, each answer with its receipt. */
export function ChatLog({ exchanges, asked }: ChatLogProps) {
  const isEmpty = exchanges.length === 0 && asked === null;
  return (
    <div role="log" aria-label="Conversation" className="my-4 min-h-48 border-y border-line py-4">
      {isEmpty ? (
        <p className="grid min-h-40 place-items-center text-center text-fg-3">
          The conversation stands here, each answer with its tokens, latency and price.
        </p>
      ) : (
        <ol className="grid gap-4">
          {exchanges.map(({ question, answer }) => (
            <li key={answer.requestId} className="grid gap-4">
              <Turn who="You">{question}</Turn>
              <Turn
                who="Model"
                foot={
                  <>
                    <span className="tabular-nums">{receiptOf(answer)}</span>
                    {answer.wasCold && <Chip>cold</Chip>}
                    <CopyButton text={answer.text} label="Copy answer" />
                  </>
                }
              >
                {answer.text === '' ? (
                  <i className="text-fg-3">nothing: the first word would have ended it</i>
                ) : (
                  answer.text
                )}
              </Turn>
            </li>
          ))}
          {asked !== null && (
            <li className="grid gap-4">
              <Turn who="You">{asked}</Turn>
              <Turn who="Model">
                <Status kind="running">Writing</Status>
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

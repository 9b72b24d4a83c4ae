'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import type { Example } from '../server/example-of.ts';

/** The messages of a row under one another, what is learned of it in full colour. */
export function Conversation({ example }: { example: Pick<Example, 'text' | 'label' | 'messages'> }) {
  return (
    <dl className="grid gap-2 font-regular">
      {messagesOf(example).map(({ role, content }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: messages keep their order
          key={index}
          className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 max-md:grid-cols-[minmax(0,1fr)]"
        >
          <dt className="text-small/5 text-fg-3">{role}</dt>
          <dd className={isLearned(role) ? 'text-fg' : 'text-fg-2'}>
            <Message text={content} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function messagesOf({ text, label, messages }: Pick<Example, 'text' | 'label' | 'messages'>) {
  if (messages !== undefined) return messages;
  const answer = { role: text === '' ? 'text' : 'completion', content: label };
  return text === '' ? [answer] : [{ role: 'prompt', content: text }, answer];
}

const isLearned = (role: string): boolean => ['assistant', 'completion', 'text'].includes(role);

const charactersShown = 500;
const linesShown = 8;

/** A long one is cut until it is asked for. */
function Message({ text }: { text: string }) {
  const t = useTranslations('dataset');
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > charactersShown || text.split('\n').length > linesShown;
  return (
    <>
      <p
        className={classNames(
          'max-w-[90ch] whitespace-pre-wrap [overflow-wrap:anywhere]',
          isLong && !isOpen && 'line-clamp-6',
        )}
      >
        {text === '' ? <i className="text-fg-3">{t('conversation.empty')}</i> : text}
      </p>
      {isLong && (
        <Button size="small" variant="ghost" className="mt-1 -ml-2" onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('conversation.less') : t('conversation.all')}
        </Button>
      )}
    </>
  );
}

'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { useCopy } from './use-copy.ts';

interface CopyIdProps {
  id: string;
  /** What it is, for screen readers: `job id`. */
  what?: string;
  /** In place of the whole id where there is little room. */
  shown?: string;
}

/** No id without copy. */
export function CopyId({ id, what, shown }: CopyIdProps) {
  const t = useTranslations('ui');
  const { isCopied, copy } = useCopy();
  return (
    <button
      type="button"
      onClick={() => copy(id)}
      title={id}
      className="inline-flex min-h-6 min-w-0 items-center gap-1.5 rounded-xs text-fg-2 hover:text-fg max-md:min-h-7"
    >
      <span className="sr-only">
        {t(isCopied ? 'copy.copiedWhat' : 'copy.copyWhat', { what: what ?? t('copy.id') })}{' '}
      </span>
      <code className="truncate">{shown ?? id}</code>
      <Icon
        of={isCopied ? Check : Copy}
        size={14}
        className={classNames(isCopied ? 'text-success-mark!' : 'text-fg-3')}
      />
    </button>
  );
}

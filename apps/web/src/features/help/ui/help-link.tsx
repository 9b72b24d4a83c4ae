'use client';

import { CircleQuestionMark } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { helpOf } from './help-of.ts';

/** What the docs say of the page that one is on; in a tab of its own, beside the work. */
export function HelpLink() {
  const t = useTranslations('shell');
  return (
    <Link
      href={helpOf(usePathname())}
      prefetch={false}
      target="_blank"
      className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-small text-fg-2 hover:bg-hover max-lg:py-2.5"
    >
      <Icon of={CircleQuestionMark} className="text-fg-3" />
      {t('rail.help')}
      <span className="sr-only">{t('rail.newTab')}</span>
    </Link>
  );
}

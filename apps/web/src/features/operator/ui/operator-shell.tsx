'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { AccountMenu } from '../../account/ui/account-menu.tsx';
import { HelpLink } from '../../help/ui/help-link.tsx';
import { AppFrame } from '../../organization/ui/app-frame.tsx';
import { operatorNav } from '../../organization/ui/navigation.ts';
import { RailNav } from '../../organization/ui/rail-nav.tsx';
import { RailSheet } from '../../organization/ui/rail-sheet.tsx';
import { TopBar } from '../../organization/ui/top-bar.tsx';

interface OperatorShellProps {
  user: { email: string; name: string; isOperator: boolean };
  children: ReactNode;
}

/** The console has a rail of its own and never shares a page with a tenant. */
export function OperatorShell({ user, children }: OperatorShellProps) {
  const t = useTranslations('shell');
  const rail = (
    <div className="flex h-full flex-col overflow-auto p-2">
      <div className="flex h-10 items-center gap-2 px-2">
        <Logo />
        <span>
          <span className="block leading-4 font-semibold">{t('rail.operator')}</span>
          <span className="block text-small text-fg-3">{t('rail.installation')}</span>
        </span>
      </div>
      <RailNav label={t('rail.operator')} items={operatorNav} />
      <div className="mt-auto grid gap-1 pt-3">
        <Link
          href="/"
          className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-small text-fg-2 hover:bg-hover max-lg:py-2.5"
        >
          <Icon of={ArrowLeft} className="text-fg-3" />
          {t('rail.back')}
        </Link>
        <HelpLink />
        <AccountMenu user={user} />
      </div>
    </div>
  );
  return (
    <AppFrame
      rail={rail}
      topBar={
        <TopBar place={t('rail.operator')} items={operatorNav}>
          <RailSheet>{rail}</RailSheet>
        </TopBar>
      }
    >
      {children}
    </AppFrame>
  );
}

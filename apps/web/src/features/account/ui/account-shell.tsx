'use client';

import { ArrowLeft, LockKeyhole, MonitorSmartphone, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { HelpLink } from '../../help/ui/help-link.tsx';
import { AppFrame } from '../../organization/ui/app-frame.tsx';
import type { NavItem } from '../../organization/ui/navigation.ts';
import { RailNav } from '../../organization/ui/rail-nav.tsx';
import { RailSheet } from '../../organization/ui/rail-sheet.tsx';
import { TopBar } from '../../organization/ui/top-bar.tsx';
import { AccountMenu } from './account-menu.tsx';

const accountNav: NavItem[] = [
  { href: '/account/profile', name: 'nav.profile', icon: UserRound, goKey: 'P' },
  { href: '/account/security', name: 'nav.security', icon: LockKeyhole, goKey: 'S' },
  { href: '/account/sessions', name: 'nav.sessions', icon: MonitorSmartphone, goKey: 'E' },
];

interface AccountShellProps {
  user: { email: string; name: string; isOperator: boolean };
  children: ReactNode;
}

/** What is one's own stands apart from every organization. */
export function AccountShell({ user, children }: AccountShellProps) {
  const t = useTranslations('shell');
  const rail = (
    <div className="flex h-full flex-col overflow-auto p-2">
      <div className="flex h-10 items-center gap-2 px-2">
        <Logo />
        <span className="min-w-0">
          <span className="block leading-4 font-semibold">{t('rail.yourAccount')}</span>
          <span className="block truncate text-small text-fg-3">{user.name}</span>
        </span>
      </div>
      <RailNav label={t('rail.account')} items={accountNav} />
      <div className="mt-auto grid gap-1 pt-3">
        <Link
          href="/home"
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
        <TopBar place={t('rail.yourAccount')} items={accountNav}>
          <RailSheet>{rail}</RailSheet>
        </TopBar>
      }
    >
      {children}
    </AppFrame>
  );
}

'use client';

import { Gauge, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { leave } from './leave.ts';

interface AccountMenuProps {
  user: { email: string; name: string; isOperator: boolean };
}

const themes = [
  { id: 'system', label: 'menu.themeSystem', icon: Monitor },
  { id: 'light', label: 'menu.light', icon: Sun },
  { id: 'dark', label: 'menu.dark', icon: Moon },
] as const;

export function AccountMenu({ user }: AccountMenuProps) {
  const t = useTranslations('shell');
  const { theme, setTheme } = useTheme();
  const [isAsking, setAsking] = useState(false);
  const entries: MenuEntry[] = [
    { kind: 'heading', label: user.email },
    { kind: 'link', label: t('rail.yourAccount'), href: '/account/profile', icon: <Icon of={UserRound} /> },
    ...(user.isOperator
      ? [{ kind: 'link', label: t('menu.operator'), href: '/operator', icon: <Icon of={Gauge} /> } as const]
      : []),
    { kind: 'line' },
    ...themes.map(
      ({ id, label, icon }): MenuEntry => ({
        kind: 'choice',
        label: t(label),
        icon: <Icon of={icon} />,
        isChosen: theme === id,
        onSelect: () => setTheme(id),
      }),
    ),
    { kind: 'line' },
    { kind: 'action', label: t('menu.signOutEverywhere'), icon: <Icon of={LogOut} />, onSelect: () => setAsking(true) },
    { kind: 'action', label: t('menu.signOut'), icon: <Icon of={LogOut} />, onSelect: () => void leave() },
  ];
  return (
    <>
      <Menu
        align="start"
        side="top"
        className="w-56"
        entries={entries}
        trigger={
          <button
            type="button"
            className="flex w-full min-w-0 items-center gap-2 rounded-sm px-2 py-1.5 text-left text-small text-fg-2 hover:bg-hover max-lg:py-2.5"
          >
            <span
              aria-hidden="true"
              className="grid size-5 flex-none place-items-center rounded-full bg-track text-[9px] font-medium text-fg"
            >
              {initials(user.name)}
            </span>
            <span className="truncate">
              <span className="sr-only">{t('menu.accountOf')} </span>
              {user.email}
            </span>
          </button>
        }
      />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('menu.signOutEverywhere')}
        action={t('menu.signOutEverywhere')}
        keep={t('menu.stay')}
        onConfirm={async () => {
          await callApi('/api/account/sign-out-everywhere', { method: 'POST' });
          await leave();
        }}
      >
        <p>{t('menu.signOutHint')}</p>
      </ConfirmDialog>
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

'use client';

import { SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

/** Light or dark, one click. "As the system" stands in the account menu. */
export function ThemeToggle() {
  const t = useTranslations('ui');
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <IconButton
      label={t('theme.switch')}
      icon={<Icon of={SunMoon} />}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    />
  );
}

'use client';

import { ThemeProvider as NextThemes, useTheme } from 'next-themes';
import { type ReactNode, useEffect } from 'react';
import { type ChosenTheme, themeCookie, writeTheme } from './theme-cookie.ts';

interface ThemeProviderProps {
  chosen: ChosenTheme;
  nonce: string;
  children: ReactNode;
}

const yearSeconds = 365 * 24 * 3600;

export function ThemeProvider({ chosen, nonce, children }: ThemeProviderProps) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme={chosen}
      storageKey={themeCookie}
      enableColorScheme={false}
      nonce={nonce}
    >
      <KeepTheme />
      {children}
    </NextThemes>
  );
}

/** Keeps the choice where the server sees it, so that the next page comes in the right theme. */
function KeepTheme() {
  const { theme, resolvedTheme } = useTheme();
  useEffect(() => {
    if (theme === undefined || resolvedTheme === undefined) return;
    const chosen = theme === 'light' || theme === 'dark' ? theme : 'system';
    const shown = resolvedTheme === 'dark' ? 'dark' : 'light';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${themeCookie}=${writeTheme({ chosen, shown })}; path=/; max-age=${yearSeconds}; samesite=lax`;
  }, [theme, resolvedTheme]);
  return null;
}

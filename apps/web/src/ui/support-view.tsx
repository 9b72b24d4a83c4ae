'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext } from 'react';

const Context = createContext(false);

/** Around pages of an organization that the operator may be in as support. */
export function SupportView({ isSupport, children }: { isSupport: boolean; children: ReactNode }) {
  return <Context value={isSupport}>{children}</Context>;
}

/** Whether support looks, who takes nothing along and deletes nothing, whatever its role. */
export function useIsSupport(): boolean {
  return useContext(Context);
}

/** Why nothing can be deleted now; null where it can. */
export function useNoDelete(): string | null {
  const t = useTranslations('ui');
  return useIsSupport() ? t('support.noDelete') : null;
}

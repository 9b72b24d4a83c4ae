'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { leave } from './leave.ts';

/** Where no menu of the account is. */
export function SignOutLink() {
  const t = useTranslations('account');
  return (
    <div>
      <Button variant="ghost" onClick={() => void leave()}>
        {t('signOut')}
      </Button>
    </div>
  );
}

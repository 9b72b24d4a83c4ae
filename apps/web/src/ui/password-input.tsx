'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Icon } from './icon.tsx';
import { Input } from './input.tsx';

/** A password that can be shown, since one that is long is mistyped blindly. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const t = useTranslations('ui');
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input
        {...props}
        type={isShown ? 'text' : 'password'}
        className="pr-9"
        autoCapitalize="none"
        spellCheck={false}
      />
      <button
        type="button"
        onClick={() => setShown(!isShown)}
        aria-label={t(isShown ? 'password.hide' : 'password.show')}
        className="absolute inset-y-0 right-0 grid w-9 place-items-center text-fg-3 hover:text-fg"
      >
        <Icon of={isShown ? EyeOff : Eye} />
      </button>
    </span>
  );
}

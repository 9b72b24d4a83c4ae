'use client';

import { type KeyScope, keyScopes } from '@modelmint/domain/key-scope';
import { apiKeyPermissions, type Permission } from '@modelmint/domain/roles';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import { permissionWords } from './key-scope-words.ts';

export interface KeyScopeChoice {
  scope: KeyScope;
  permissions: readonly Permission[];
}

interface KeyScopeFieldsProps {
  value: KeyScopeChoice;
  onChange: (value: KeyScopeChoice) => void;
  /** Under the permissions. */
  error?: string | undefined;
}

/** As the API takes it. */
export const toScopeBody = ({ scope, permissions }: KeyScopeChoice) =>
  scope === 'chosen' ? { scope, permissions } : { scope };

/** What the key may do. */
export function KeyScopeFields({ value, onChange, error }: KeyScopeFieldsProps) {
  const t = useTranslations('apiKey');
  const { scope, permissions } = value;
  const field = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    // The form goes to the first field at fault by itself; this one has no input that it knows.
    const isFirst = field.current?.form?.querySelector('[aria-invalid=true]') === null;
    if (error !== undefined && isFirst) field.current?.querySelector<HTMLElement>('[role=checkbox]')?.focus();
  }, [error]);
  const toggle = (permission: Permission, isChosen: boolean) =>
    onChange({
      scope,
      permissions: apiKeyPermissions.filter((one) => (one === permission ? isChosen : permissions.includes(one))),
    });
  return (
    <fieldset ref={field} className="grid gap-2">
      <legend className="mb-1 font-medium">{t('scope.legend')}</legend>
      <RadioCards
        label={t('scope.legend')}
        value={scope}
        onValueChange={(next) => onChange({ scope: next, permissions })}
        options={keyScopes.map((one) => ({
          value: one,
          title: t(`scope.${one}.title`),
          detail: t(`scope.${one}.detail`),
        }))}
      />
      {scope === 'chosen' && (
        <div className="grid gap-2 rounded-md border border-line px-3.5 py-3">
          {apiKeyPermissions.map((permission) => (
            <Checkbox
              key={permission}
              name="permissions"
              label={permissionWords(t, permission).label}
              help={
                <>
                  <code>{permission}</code> · {permissionWords(t, permission).help}
                </>
              }
              checked={permissions.includes(permission)}
              onCheckedChange={(isChosen) => toggle(permission, isChosen)}
            />
          ))}
        </div>
      )}
      {error !== undefined && (
        <p role="alert" className="tone-danger flex gap-1.5 text-small text-pretty text-(--ink)">
          <StatusIcon shape="triangle" size={14} className="mt-px" />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  );
}

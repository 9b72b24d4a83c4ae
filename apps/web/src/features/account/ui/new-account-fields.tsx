'use client';

import { useTranslations } from 'next-intl';
import type { UseFormRegister } from 'react-hook-form';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';

export interface NewAccountValues {
  name: string;
  organizationName: string;
  email: string;
  password: string;
}

export const newAccountDefaults: NewAccountValues = { name: '', organizationName: '', email: '', password: '' };

/** As the server counts; it judges the rest. */
export const passwordRule = {
  // i18n-ignore: both in problems.json, by which forms say their errors
  required: 'Choose a password.',
  validate: (password: string) =>
    // i18n-ignore
    [...password].length >= 12 || `The password has ${[...password].length} characters; use at least 12.`,
};

interface NewAccountFieldsProps {
  register: UseFormRegister<NewAccountValues>;
  errorOf: (name: keyof NewAccountValues) => string | undefined;
}

/** Who, for which organization, and how they will sign in. */
export function NewAccountFields({ register, errorOf }: NewAccountFieldsProps) {
  const t = useTranslations('account');
  return (
    <>
      <Field label={t('yourName')} error={errorOf('name')}>
        <Input
          {...register('name', { required: t('writeName') })}
          autoComplete="name"
          placeholder={t('new.namePlaceholder')}
        />
      </Field>
      <Field label={t('new.organization')} help={t('new.organizationHelp')} error={errorOf('organizationName')}>
        <Input
          {...register('organizationName', { required: t('new.nameOrganization') })}
          autoComplete="organization"
          placeholder={t('new.organizationPlaceholder')}
        />
      </Field>
      <Field label={t('email')} error={errorOf('email')}>
        <Input
          {...register('email', {
            required: t('new.writeAddress'),
            pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: t('writeAs') },
          })}
          type="email"
          autoComplete="username"
          placeholder={t('emailPlaceholder')}
        />
      </Field>
      <Field label={t('password')} help={t('passwordHelp')} error={errorOf('password')}>
        <PasswordInput {...register('password', passwordRule)} autoComplete="new-password" />
      </Field>
    </>
  );
}

'use client';

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
  required: 'Choose a password.',
  validate: (password: string) =>
    [...password].length >= 12 || `The password has ${[...password].length} characters; use at least 12.`,
};

interface NewAccountFieldsProps {
  register: UseFormRegister<NewAccountValues>;
  errorOf: (name: keyof NewAccountValues) => string | undefined;
}

/** Who, for which organization, and how they will sign in. */
export function NewAccountFields({ register, errorOf }: NewAccountFieldsProps) {
  return (
    <>
      <Field label="Your name" error={errorOf('name')}>
        <Input {...register('name', { required: 'Write your name.' })} autoComplete="name" placeholder="Ada Lovelace" />
      </Field>
      <Field label="Organization" help="It pays, and holds your projects." error={errorOf('organizationName')}>
        <Input
          {...register('organizationName', { required: 'Name your organization.' })}
          autoComplete="organization"
          placeholder="Analytical Engines"
        />
      </Field>
      <Field label="E-mail address" error={errorOf('email')}>
        <Input
          {...register('email', {
            required: 'Write your address.',
            pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'Write it as name@example.com.' },
          })}
          type="email"
          autoComplete="username"
          placeholder="ada@example.com"
        />
      </Field>
      <Field
        label="Password"
        help="At least 12 characters. A few words that do not belong together are best."
        error={errorOf('password')}
      >
        <PasswordInput {...register('password', passwordRule)} autoComplete="new-password" />
      </Field>
    </>
  );
}

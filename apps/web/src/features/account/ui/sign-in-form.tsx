'use client';

import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

/** What the server's code means; see auth-config. */
function refusalOf(code: string | undefined): string {
  const seconds = /^wait-(\d+)$/.exec(code ?? '')?.[1];
  if (seconds !== undefined)
    return `Too many attempts. Try again in ${seconds} ${seconds === '1' ? 'second' : 'seconds'}, or choose a new password.`;
  if (code === 'sso')
    return 'Your organization lets addresses of its domain in by single sign-on only. Choose “Single sign-on” below.';
  if (code === 'wrong') return 'The e-mail address or the password is wrong. Check both, or choose a new password.';
  return 'The server could not sign you in. Nothing was changed. Try again in a moment.';
}

const refuse = (message: string): never => {
  throw new ApiProblem(message, { code: 'unauthenticated', param: null, requestId: null, status: 401 });
};

export function SignInForm({ next }: { next: string }) {
  const form = useApiForm({
    defaultValues: { email: '', password: '' },
    onSubmit: async ({ email, password }) => {
      const answer = await signIn('credentials', { email, password, redirect: false });
      if (answer.code === 'second-factor') {
        location.assign(`/sign-in/code?next=${encodeURIComponent(next)}`);
        return;
      }
      if (answer.error) refuse(refusalOf(answer.code));
      // A whole load: the server renders everything for the new session.
      location.assign(next);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label="E-mail address" error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: 'Write the address of your account.' })}
          type="email"
          autoComplete="username"
          placeholder="ada@example.com"
        />
      </Field>
      <Field label="Password" error={form.errorOf('password')}>
        <PasswordInput
          {...form.register('password', { required: 'Write your password.' })}
          autoComplete="current-password"
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        Sign in
      </Button>
      <p className="flex justify-between gap-4 text-fg-2">
        <Link href="/forgot-password" className="link">
          Forgot password
        </Link>
        <Link href="/sign-up" className="link">
          Create account
        </Link>
      </p>
    </form>
  );
}

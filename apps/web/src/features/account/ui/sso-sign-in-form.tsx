'use client';

import Link from 'next/link';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

export function SsoSignInForm({ next }: { next: string }) {
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      const { url } = await callApi<{ url: string }>('/api/account/sign-in/sso', { body: { email, next } });
      location.assign(url);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label="E-mail address at work" error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: 'Write your address at work.' })}
          type="email"
          autoComplete="username"
          placeholder="ada@example.com"
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        Go to sign-in page
      </Button>
      <p>
        <Link href="/sign-in" className="link">
          Back to sign in
        </Link>
      </p>
    </form>
  );
}

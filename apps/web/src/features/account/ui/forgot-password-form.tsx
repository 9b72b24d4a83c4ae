'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

export function ForgotPasswordForm() {
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      await callApi('/api/account/forgot-password', { body: { email } });
      setMailedTo(email.trim());
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {mailedTo !== null && (
        <Note tone="success" isAlert>
          If {mailedTo} has an account, a link is on its way there. It works for one hour, once.
        </Note>
      )}
      <Field label="E-mail address" error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: 'Write the address of your account.' })}
          type="email"
          autoComplete="username"
          placeholder="ada@example.com"
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        Send link
      </Button>
      <p>
        <Link href="/sign-in" className="link">
          Back to sign in
        </Link>
      </p>
    </form>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem } from './api-problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { FormProblem } from './form-problem.tsx';
import { Input } from './input.tsx';

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** `Delete endpoint reply-drafts` */
  title: string;
  /** What stops, what it costs, what stays. */
  children: ReactNode;
  /** When given, it must be typed before the deed can be done. */
  typedName?: string;
  /** `Delete endpoint`; never `Yes`. */
  action: string;
  /** `Keep endpoint`; never `No`. */
  keep: string;
  /** The deed. A rejection with an `ApiProblem` is shown in the dialog, which stays open. */
  onConfirm: () => Promise<void>;
}

/** For what cannot be undone. Everything else is done at once and offers Undo. */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  children,
  typedName,
  action,
  keep,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isArmed = typedName === undefined || typed.trim() === typedName;
  const change = (next: boolean) => {
    if (isBusy) return;
    setTyped('');
    setProblem(null);
    onOpenChange(next);
  };
  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      setTyped('');
      onOpenChange(false);
    } catch (error) {
      setProblem(ApiProblem.from(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isArmed && !isBusy) void confirm();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={change}
      title={title}
      foot={
        <>
          <Button onClick={() => change(false)}>{keep}</Button>
          <Button
            variant="dangerFill"
            isBusy={isBusy}
            blockedBecause={isArmed ? null : t('confirm.typeFirst', { name: typedName ?? '' })}
            onClick={() => void confirm()}
          >
            {action}
          </Button>
        </>
      }
    >
      <form onSubmit={submit} className="grid gap-3 text-pretty text-fg-2">
        {children}
        {typedName !== undefined && (
          <Field
            label={t.rich('confirm.type', { name: typedName, code: (name) => <code>{name}</code> })}
            className="text-fg"
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
}

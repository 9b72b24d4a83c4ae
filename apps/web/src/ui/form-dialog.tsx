import { useTranslations } from 'next-intl';
import type { BaseSyntheticEvent, ReactNode } from 'react';
import type { ApiProblem } from './api-problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormProblem } from './form-problem.tsx';

interface FormDialogProps {
  /** Of the form element: `create-key`. */
  id: string;
  title: string;
  /** The words on the button: `Create key`. */
  action: string;
  /** Of `useApiForm`. */
  form: {
    submit: (event?: BaseSyntheticEvent) => void;
    isBusy: boolean;
    problem: ApiProblem | null;
    forget: () => void;
  };
  onClose: () => void;
  children: ReactNode;
}

/**
 * A short form over the page; what is refused without a field at fault stands under its fields. A draft outlives Esc and a
 * click beside it, not `Cancel`.
 */
export function FormDialog({ id, title, action, form, onClose, children }: FormDialogProps) {
  const t = useTranslations('ui');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      foot={
        <>
          <Button
            onClick={() => {
              form.forget();
              onClose();
            }}
          >
            {t('cancel')}
          </Button>
          <Button variant="primary" type="submit" form={id} isBusy={form.isBusy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.submit} className="grid gap-4" noValidate>
        {children}
        <FormProblem problem={form.problem} />
      </form>
    </Dialog>
  );
}

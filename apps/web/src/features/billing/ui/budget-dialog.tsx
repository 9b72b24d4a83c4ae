'use client';

import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { budgetMicros } from '@modelmint/domain/budget';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { amountRule } from './amount-problem.ts';
import type { BillingView } from './billing-view.ts';
import { budgetName } from './budget-name.ts';
import { amountText, parseAmount } from './parse-amount.ts';

interface BudgetDialogProps {
  view: BillingView;
  /** null: a new one. */
  budget: BudgetLine | null;
  onClose: () => void;
}

/** In the field for the scope: no project has this id. */
const whole = 'organization';

/** What may be spent in a month, by whom, and whether it stops new work. */
export function BudgetDialog({ view, budget, onClose }: BudgetDialogProps) {
  const t = useTranslations('billing');
  const router = useRouter();
  const scopes = scopesLeft(view);
  const form = useApiForm({
    defaultValues: {
      scope: budget === null ? (scopes[0]?.id ?? whole) : (budget.projectId ?? whole),
      amount: budget === null ? '' : amountText(budget.amountMicros),
      isHard: budget?.isHard ?? false,
    },
    fieldOf: { amountMicros: 'amount', projectId: 'scope' },
    draft: budget === null ? { name: 'new-budget' } : null,
    onSubmit: async ({ scope, amount, isHard }) => {
      const parsed = parseAmount(amount, budgetMicros);
      if (!('amountMicros' in parsed)) return;
      const body = {
        projectId: scope === whole ? null : scope,
        amountMicros: String(parsed.amountMicros),
        isHard: isHard && scope === whole,
        version: budget?.version ?? null,
      };
      await callApi(`/api/organizations/${view.organizationId}/billing/budgets`, { method: 'PUT', body });
      showToast({ title: t('budgets.saved'), detail: t('budgets.savedDetail') });
      onClose();
      router.refresh();
    },
  });
  const scope = form.watch('scope');
  return (
    <FormDialog
      id="set-budget"
      title={budget === null ? t('budgets.setTitle') : t('budgets.changeTitle', { name: budgetName(t, budget) })}
      action={t('budgets.save')}
      form={form}
      onClose={onClose}
    >
      {budget === null && (
        <Field label={t('budgets.for')} error={form.errorOf('scope')}>
          <Select
            value={scope}
            onValueChange={(value) => form.setValue('scope', value)}
            options={scopes.map(({ id, name }) => ({ value: id, label: name ?? t('budgets.organization') }))}
          />
        </Field>
      )}
      <Field label={t('budgets.amount')} help={t('budgets.amountHelp')} error={form.errorOf('amount')}>
        <Input
          {...form.register('amount', { validate: amountRule(t, budgetMicros) })}
          inputMode="decimal"
          autoComplete="off"
          unit="USD"
          placeholder="100"
        />
      </Field>
      {scope === whole ? (
        <Checkbox
          label={t('budgets.hard')}
          help={t('budgets.hardHelp')}
          checked={form.watch('isHard')}
          onCheckedChange={(isHard) => form.setValue('isHard', isHard)}
        />
      ) : (
        <p className="text-small text-pretty text-fg-3">{t('budgets.projectHelp')}</p>
      )}
    </FormDialog>
  );
}

/** The organization and the projects that have no budget yet. */
function scopesLeft({ budgets, projects }: BillingView): { id: string; name: string | null }[] {
  const taken = new Set(budgets.map(({ projectId }) => projectId ?? whole));
  const all = [{ id: whole, name: null }, ...projects.map(({ id, name }) => ({ id, name }))];
  return all.filter(({ id }) => !taken.has(id));
}

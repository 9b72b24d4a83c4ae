'use client';

import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { budgetName } from './budget-name.ts';

interface RemoveBudgetDialogProps {
  budget: BudgetLine;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

export function RemoveBudgetDialog({ budget, onConfirm, onClose }: RemoveBudgetDialogProps) {
  const t = useTranslations('billing');
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t('budgets.removeTitle', { name: budgetName(t, budget) })}
      action={t('budgets.remove')}
      keep={t('budgets.keep')}
      onConfirm={onConfirm}
    >
      <p>{t('budgets.removeText')}</p>
      {budget.isHard && <p>{t('budgets.removeHard')}</p>}
    </ConfirmDialog>
  );
}

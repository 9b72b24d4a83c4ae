import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import type { WalletView } from '@modelmint/db/ledger/read-wallet';
import type { OwnLimits } from '@modelmint/domain/organization-limits';

export interface PlanRow {
  code: string;
  name: string;
  monthlyMicros: bigint;
  /** Usage that may go on one invoice; 0: prepaid credit only. */
  invoiceLimitMicros: bigint;
  fileSizeBytesMax: bigint;
  trainConcurrencyMax: number;
  requestsPerMinute: number;
  tokensPerMinute: number;
  storageBytesMax: bigint;
}

export interface SubscriptionRow {
  status: string;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
}

export interface HoldRow {
  id: string;
  /** What it is for: `job:<id>` or `request:<id>`. */
  key: string;
  projectId: string;
  amountMicros: bigint;
  funding: 'CREDIT' | 'INVOICE';
  createdAt: Date;
  expiresAt: Date;
}

export interface InvoiceLine {
  description: string;
  meter: string | null;
  /** Micro-USD of usage on a metered line, else pieces. */
  quantity: number;
  amountCents: number;
}

export interface InvoiceRow {
  id: string;
  number: string | null;
  status: string;
  currency: string;
  totalCents: bigint;
  periodStart: Date;
  periodEnd: Date;
  lines: readonly InvoiceLine[];
  hostedUrl: string | null;
  createdAt: Date;
}

export interface GrantRow {
  id: string;
  category: string;
  amountMicros: bigint;
  sourceRef: string;
  /** In the words of the operator who gave it. */
  reason: string | null;
  createdAt: Date;
}

export interface AutoTopUpRow {
  isOn: boolean;
  thresholdMicros: bigint;
  amountMicros: bigint;
  monthlyMaxMicros: bigint;
  stoppedAt: Date | null;
  stoppedReason: string | null;
  version: number;
}

export interface BudgetProject {
  id: string;
  name: string;
  monthlySpendMaxMicros: bigint | null;
}

export interface BillingView {
  organizationId: string;
  organizationName: string;
  plan: PlanRow;
  /** What the operator set for this organization in place of the plan's. */
  ownLimits: OwnLimits | null;
  plans: readonly PlanRow[];
  subscription: SubscriptionRow | null;
  wallet: WalletView;
  holds: readonly HoldRow[];
  invoices: readonly InvoiceRow[];
  grants: readonly GrantRow[];
  budgets: readonly BudgetLine[];
  /** Those that are not archived, by name. */
  projects: readonly BudgetProject[];
  autoTopUp: AutoTopUpRow | null;
  /** Bought by itself this month (UTC). */
  toppedUpMicros: bigint;
  /** With which invoices and credit are paid; as last read from Stripe. */
  card: { brand: string; last4: string } | null;
  /** No money moves: the payment pages belong to the built-in stand-in for Stripe. */
  isSimulated: boolean;
  hasCustomer: boolean;
  canWrite: boolean;
}

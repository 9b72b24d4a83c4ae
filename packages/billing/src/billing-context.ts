import type { Database } from '@modelmint/db/open-database';
import type Stripe from 'stripe';
import type { Catalogue } from './ensure-catalogue.ts';

export interface BillingLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every part of this package works with. */
export interface BillingContext {
  stripe: Stripe;
  db: Database;
  webhookSecret: string;
  /** Origin of the site, to which Stripe sends people back. */
  publicUrl: string;
  log: BillingLog;
  /** Made at Stripe on first use. */
  catalogue(): Promise<Catalogue>;
}

import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import { renderCustomer } from '../render/render-customer.ts';
import type { CustomerRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';

type Given = Pick<CustomerRecord, 'email' | 'name'> &
  Partial<Pick<CustomerRecord, 'phone' | 'description' | 'address' | 'metadata' | 'balance'>>;

/** A new customer lives in real time until its clock is advanced. */
export function addCustomer(fake: Fake, given: Given): CustomerRecord {
  const customer: CustomerRecord = {
    id: newId('cus', 14),
    created: fake.now(),
    phone: null,
    description: null,
    address: null,
    metadata: {},
    balance: 0,
    ...given,
    currency: null,
    invoicePrefix: newId('x', 8).slice(2).toUpperCase(),
    nextInvoiceSequence: 1,
    clockOffset: 0,
    card: null,
    deleted: false,
  };
  fake.state.customers[customer.id] = customer;
  emitEvent(fake, { type: 'customer.created', object: renderCustomer(fake, customer) }, { customer: customer.id });
  return customer;
}

import type Stripe from 'stripe';
import { addCustomer } from '../billing/add-customer.ts';
import { cancelSubscription } from '../billing/cancel-subscription.ts';
import { isLive } from '../billing/next-due.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest, missingResource } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import {
  clearableText,
  createdRange,
  expand,
  integer,
  metadata,
  type ParamTable,
  page,
  text,
} from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { renderCustomer, renderDeletedCustomer } from '../render/render-customer.ts';
import { renderPaymentMethod } from '../render/render-payment-method.ts';
import type { CustomerRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mergeMetadata } from './merge-metadata.ts';

const address = {
  kind: 'object',
  of: { city: text, country: text, line1: text, line2: text, postal_code: text, state: text },
} as const;

const createParams = {
  name: text,
  email: text,
  phone: text,
  description: text,
  address,
  metadata,
  balance: integer,
  expand,
} satisfies ParamTable<Stripe.CustomerCreateParams>;

const updateParams = {
  name: clearableText,
  email: clearableText,
  phone: clearableText,
  description: clearableText,
  address,
  metadata,
  balance: integer,
  expand,
} satisfies ParamTable<Stripe.CustomerUpdateParams>;

export const customerRoutes: Route[] = [
  route<Stripe.CustomerCreateParams>({
    method: 'post',
    path: '/v1/customers',
    params: createParams,
    run: ({ fake, params }) => createCustomer(fake, params),
  }),
  route<Stripe.CustomerListParams>({
    method: 'get',
    path: '/v1/customers',
    params: { ...page, email: text, created: createdRange },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.customers).filter(
        (customer) =>
          !customer.deleted &&
          (params.email === undefined || customer.email === params.email) &&
          isCreatedIn(customer.created, params.created),
      );
      return listPage(records, { url: '/v1/customers', params, render: (customer) => renderCustomer(fake, customer) });
    },
  }),
  route<Stripe.CustomerRetrieveParams>({
    method: 'get',
    path: '/v1/customers/:id',
    params: { expand },
    run: ({ fake, id }) => {
      const customer = fake.state.customers[id];
      if (customer === undefined) throw missingResource('customer', id);
      return customer.deleted ? renderDeletedCustomer(customer) : renderCustomer(fake, customer);
    },
  }),
  route<Stripe.CustomerUpdateParams>({
    method: 'post',
    path: '/v1/customers/:id',
    params: updateParams,
    run: ({ fake, id, params }) => updateCustomer(fake, fake.customer(id, 'id'), params),
  }),
  route<Stripe.CustomerDeleteParams>({
    method: 'delete',
    path: '/v1/customers/:id',
    params: {},
    run: ({ fake, id }) => deleteCustomer(fake, fake.customer(id, 'id')),
  }),
  route<Stripe.CustomerListPaymentMethodsParams>({
    method: 'get',
    path: '/v1/customers/:id/payment_methods',
    params: { ...page, type: text },
    run: ({ fake, id, params }) => {
      const { card } = fake.customer(id, 'customer');
      return listPage(card === null ? [] : [card], {
        url: `/v1/customers/${id}/payment_methods`,
        params,
        render: (record) => renderPaymentMethod(record, id),
      });
    },
  }),
  route<Stripe.PaymentMethodRetrieveParams>({
    method: 'get',
    path: '/v1/payment_methods/:id',
    params: { expand },
    run: ({ fake, id }) => {
      const owner = Object.values(fake.state.customers).find(({ card }) => card?.id === id);
      if (owner?.card == null) throw missingResource('PaymentMethod', id, 'payment_method');
      return renderPaymentMethod(owner.card, owner.id);
    },
  }),
];

function createCustomer(fake: Fake, params: Stripe.CustomerCreateParams): Stripe.Customer {
  checkEmail(params.email);
  const customer = addCustomer(fake, {
    email: params.email ?? null,
    name: params.name ?? null,
    phone: params.phone ?? null,
    description: params.description ?? null,
    address: toAddress(params.address),
    metadata: mergeMetadata({}, params.metadata),
    balance: params.balance ?? 0,
  });
  return renderCustomer(fake, customer);
}

function updateCustomer(fake: Fake, customer: CustomerRecord, params: Stripe.CustomerUpdateParams): Stripe.Customer {
  checkEmail(params.email);
  const before = renderCustomer(fake, customer);
  customer.email = changed(customer.email, params.email);
  customer.name = changed(customer.name, params.name);
  customer.phone = changed(customer.phone, params.phone);
  customer.description = changed(customer.description, params.description);
  customer.metadata = mergeMetadata(customer.metadata, params.metadata);
  customer.balance = params.balance ?? customer.balance;
  if (params.address !== undefined) customer.address = toAddress(params.address);
  const object = renderCustomer(fake, customer);
  emitEvent(fake, { type: 'customer.updated', object }, { customer: customer.id, before });
  return object;
}

function deleteCustomer(fake: Fake, customer: CustomerRecord): Stripe.DeletedCustomer {
  for (const subscription of Object.values(fake.state.subscriptions)) {
    if (subscription.customer === customer.id && (isLive(subscription) || subscription.status === 'paused'))
      cancelSubscription(fake, subscription, { at: fake.clockOf(customer.id), reason: 'cancellation_requested' });
  }
  emitEvent(fake, { type: 'customer.deleted', object: renderCustomer(fake, customer) }, { customer: customer.id });
  for (const invoice of Object.values(fake.state.invoices)) {
    // Nobody is left to bill.
    if (invoice.customer === customer.id && invoice.status === 'draft') invoice.autoAdvance = false;
  }
  customer.deleted = true;
  customer.card = null;
  return renderDeletedCustomer(customer);
}

function changed(old: string | null, value: string | undefined): string | null {
  if (value === undefined) return old;
  return value === '' ? null : value;
}

function checkEmail(email: string | undefined): void {
  if (email !== undefined && email !== '' && !/^[^@\s]+@[^@\s]+$/.test(email))
    throw invalidRequest(`Invalid email address: ${email}`, 'email_invalid', 'email');
}

function toAddress(params: Stripe.Emptyable<Stripe.AddressParam> | undefined): Stripe.Address | null {
  if (params === undefined || params === '' || params === null) return null;
  const { city, country, line1, line2, postal_code, state } = params;
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: postal_code ?? null,
    state: state ?? null,
  };
}

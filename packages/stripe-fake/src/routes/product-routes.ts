import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { ApiError } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import {
  boolean,
  clearableText,
  createdRange,
  expand,
  metadata,
  page,
  requiredText,
  text,
  texts,
} from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderProduct } from '../render/render-product.ts';
import type { Metadata, ProductRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mergeMetadata } from './merge-metadata.ts';

export const productRoutes: Route[] = [
  route<Stripe.ProductCreateParams>({
    method: 'post',
    path: '/v1/products',
    params: { name: requiredText, id: text, description: text, active: boolean, metadata, unit_label: text, expand },
    run: ({ fake, params }) => {
      if (params.id !== undefined && fake.state.products[params.id] !== undefined) throw alreadyExists(params.id);
      const product = createProduct(fake, {
        id: params.id ?? newId('prod', 14),
        name: params.name,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        unitLabel: params.unit_label ?? null,
        active: params.active ?? true,
      });
      return renderProduct(product);
    },
  }),
  route<Stripe.ProductListParams>({
    method: 'get',
    path: '/v1/products',
    params: { ...page, active: boolean, ids: texts, created: createdRange },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.products).filter(
        (product) =>
          (params.active === undefined || product.active === params.active) &&
          (params.ids === undefined || params.ids.includes(product.id)) &&
          isCreatedIn(product.created, params.created),
      );
      return listPage(records, { url: '/v1/products', params, render: renderProduct });
    },
  }),
  route<Stripe.ProductRetrieveParams>({
    method: 'get',
    path: '/v1/products/:id',
    params: { expand },
    run: ({ fake, id }) => renderProduct(fake.product(id, 'id')),
  }),
  route<Stripe.ProductUpdateParams>({
    method: 'post',
    path: '/v1/products/:id',
    params: { name: text, description: clearableText, active: boolean, metadata, unit_label: clearableText, expand },
    run: ({ fake, id, params }) => {
      const product = fake.product(id, 'id');
      const before = renderProduct(product);
      product.name = params.name ?? product.name;
      if (params.description !== undefined) product.description = params.description === '' ? null : params.description;
      if (params.unit_label !== undefined) product.unitLabel = params.unit_label === '' ? null : params.unit_label;
      product.active = params.active ?? product.active;
      product.metadata = mergeMetadata(product.metadata, params.metadata);
      product.updated = fake.now();
      const object = renderProduct(product);
      emitEvent(fake, { type: 'product.updated', object }, { customer: null, before });
      return object;
    },
  }),
];

export interface NewProduct {
  id: string;
  name: string;
  description: string | null;
  metadata: Metadata;
  unitLabel: string | null;
  active: boolean;
}

export function createProduct(fake: Fake, options: NewProduct): ProductRecord {
  const product: ProductRecord = { ...options, created: fake.now(), updated: fake.now() };
  fake.state.products[product.id] = product;
  emitEvent(fake, { type: 'product.created', object: renderProduct(product) }, { customer: null });
  return product;
}

function alreadyExists(id: string): ApiError {
  return new ApiError(`Product already exists: ${id}.`, {
    status: 400,
    type: 'invalid_request_error',
    code: 'resource_already_exists',
    param: 'id',
  });
}

import { describe, expect, it } from 'vitest';
import { findViolations } from './check-imports.mjs';

const clean = { 'packages/db/src/a.ts': "import { x } from '@modelmint/domain/errors';" };

describe('check-imports', () => {
  it('accepts what the table allows', () => expect(findViolations(clean)).toEqual([]));

  it.each([
    [
      'an import up the tree',
      { 'packages/domain/src/a.ts': "import { x } from '@modelmint/db/client';" },
      'must not import',
    ],
    ['ml in web', { 'apps/web/src/a.ts': "import { x } from '@modelmint/ml/engine';" }, 'must not import'],
    ['a dynamic import', { 'apps/web/src/a.ts': "await import('@tensorflow/tfjs-core')" }, 'only ml may import'],
    ['a second importer of stripe', { 'apps/web/src/a.ts': "import Stripe from 'stripe';" }, 'may import stripe'],
    [
      'testing outside tests',
      { 'apps/web/src/a.ts': "import { x } from '@modelmint/testing/org';" },
      'must not import',
    ],
    [
      'a path out of the package',
      { 'packages/db/src/a.ts': "import { x } from '../../domain/src/errors.ts';" },
      'reaches outside',
    ],
    [
      'a ring',
      { 'packages/db/src/a.ts': "import './b.ts';", 'packages/db/src/b.ts': "export { x } from './a.ts';" },
      'ring:',
    ],
    ['a reader that sees nothing', { 'packages/db/src/a.ts': '', 'packages/db/src/b.ts': '' }, 'the reader is broken'],
  ])('refuses %s', (_name, files, message) => {
    expect(findViolations(files).join('\n')).toContain(message);
  });
});

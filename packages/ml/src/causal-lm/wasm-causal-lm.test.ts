import { expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { testCausalLms } from './load-causal-lm.suite.ts';
import { loadCausalLm } from './load-causal-lm.ts';

testCausalLms(openWasmEngine);

it('refuses a precision that it does not have, and says what has it', async () => {
  const options = { engine: await openWasmEngine(), folder: 'not read', precision: 'bfloat16' } as const;
  await expect(loadCausalLm(options)).rejects.toMatchObject({
    code: 'invalid_state',
    message: expect.stringMatching(/^bfloat16 needs TensorFlow \(npm run setup:tensorflow\)/),
  });
});

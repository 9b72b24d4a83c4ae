import { inject } from 'vitest';
import type {} from './bundle-programs.ts';
import { setTestPrograms } from './env.ts';

setTestPrograms(inject('testPrograms'));

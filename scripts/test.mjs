// `npm test`: installs what the suite needs, then runs every check. Needs nothing but Node.js and the clone.

import { check } from './check.mjs';
import { install } from './install.mjs';

install();
process.exitCode = await check();

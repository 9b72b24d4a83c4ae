import { buildPlatform } from '../platform/build.mjs';

/** Before the tests of this folder, which start platforms beside each other: two builds at once would break each other. */
export default function setUp() {
  buildPlatform();
}

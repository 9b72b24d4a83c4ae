export { parseInput } from '@modelmint/domain/wire/parse-input';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,mjs}'],
          exclude: ['**/*.int.test.*', '**/node_modules/**'],
        },
      },
    ],
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Journeys in a real browser against a running server, one after the other:
// they share its record.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.journey.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Journeys start whole bots: on a shared machine one may be starved for a moment. A fault fails three times.
    retry: process.env['CI'] ? 2 : 0,
  },
})

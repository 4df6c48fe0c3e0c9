import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share their modules: to load discord.js and the rest anew for each would take longer than the tests. Three
    // at a time even on two cores, since journeys mostly wait for the bots that they started.
    isolate: false,
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Journeys start whole bots: on a shared machine one may be starved for a moment. A fault fails three times.
    retry: process.env['CI'] ? 2 : 0,
  },
})

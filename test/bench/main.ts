/** `npm run bench NAME`: measurements whose figures are ratios, so that they mean the same on every machine. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  rules: async () => (await import('./rules.ts')).benchRules(),
  feeds: async () => (await import('./feeds.ts')).benchFeeds(),
  stories: async () => (await import('./stories.ts')).benchStories(),
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline(),
}

const [name = ''] = process.argv.slice(2)
const bench = BENCHES[name]
if (bench) await bench()
else {
  process.stdout.write(`usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`)
  process.exitCode = 2
}

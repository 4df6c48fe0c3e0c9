import { parseArgs } from 'node:util'
import { startDiscord } from './index.ts'

// A Discord on loopback as a process of its own:
//   node test/support/discord/main.ts --port 0 --rate 5/5000 --lost-reply 0.1 --hang 0.05 --server-error 0.05 --seed 1
// It prints one line of JSON and runs until SIGTERM. GET /__ledger lists the messages, GET /__stats counts requests,
// POST /__faults sets the chances anew.

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    rate: { type: 'string' },
    'lost-reply': { type: 'string', default: '0' },
    hang: { type: 'string', default: '0' },
    'server-error': { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
})

const [limit, windowMs] = (values.rate ?? '').split('/').map(Number)
const discord = await startDiscord({
  port: Number(values.port),
  ...(limit && windowMs ? { rateLimit: { limit, windowMs } } : {}),
  profile: {
    lostReply: Number(values['lost-reply']),
    hang: Number(values.hang),
    serverError: Number(values['server-error']),
    seed: Number(values.seed),
  },
})

const channels = Object.fromEntries(
  Object.entries(discord.channels).map(([name, { id }]) => [name, id]),
)
const { port, api, token } = discord
console.log(JSON.stringify({ port, api, token, channels, webhook: discord.webhookUrl() }))

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void discord.close().then(() => process.exit(0)))

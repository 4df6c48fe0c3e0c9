import { parseArgs } from 'node:util'
import { crashRounds } from './rounds.ts'

// npm run crash -- --rounds 40 --seed 1 --lost-reply 0.1 --hang 0.05 --server-error 0.05
// Kills the bot at random moments, against a Discord on loopback that loses replies, hangs and fails; prints what was
// sent, lost and doubled, and ends with 1 if anything was lost or doubled more than it may be.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    'lost-reply': { type: 'string', default: '0.1' },
    hang: { type: 'string', default: '0.05' },
    'server-error': { type: 'string', default: '0.05' },
  },
})

const rounds = Number(values.rounds)
const from = performance.now()
const result = await crashRounds({
  rounds,
  seed: Number(values.seed),
  faults: {
    lostReply: Number(values['lost-reply']),
    hang: Number(values.hang),
    serverError: Number(values['server-error']),
  },
  onRound(round) {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds} `)
  },
})

const { deaths, ...verdict } = result
for (const words of deaths) console.error(`The bot ended by itself:\n${words}`)
const seconds = Math.round((performance.now() - from) / 1_000)
console.log(
  JSON.stringify({ rounds, seed: Number(values.seed), ...verdict, deaths: deaths.length, seconds }),
)

const { lost, unrecorded, doubledInside, doubledOutside, sent, kills, stop } = result
const isGood =
  lost === 0 &&
  unrecorded === 0 &&
  doubledInside === 0 &&
  doubledOutside <= Math.min(kills, Math.max(1, sent * 0.005)) &&
  deaths.length === 0 &&
  stop.code === 0
process.exitCode = isGood ? 0 : 1

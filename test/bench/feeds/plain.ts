import Parser from 'rss-parser'

/** A child process: the plain loop that the reader is measured against. Prints the milliseconds of each round. */
const [base = '', count = '0', rounds = '1'] = process.argv.slice(2)
const parser = new Parser()
for (let round = 0; round < Number(rounds); round++) {
  const began = performance.now()
  for (let index = 0; index < Number(count); index++) await parser.parseURL(`${base}/feed/${index}`)
  process.stdout.write(`${Math.round(performance.now() - began)}\n`)
}
process.exit(0)

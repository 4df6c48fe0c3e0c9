import { openStore } from '../../../src/store/index.ts'
import { lockRun } from '../../../src/store/index.ts'
import { aDelivery, anAlert, anArticle } from '../../support/things.ts'

/**
 * Holds the data folder named by its argument and takes in articles without end, three a transaction;
 * prints the number of each transaction once it is committed. Made to be killed.
 */
const folder = process.argv[2] ?? ''
lockRun(folder)
const store = await openStore({ folder })
const { alerts } = await store.status()
process.stdout.write('open\n')
for (let turn = alerts; ; turn++) {
  await store.transaction(async (tx) => {
    for (const part of ['a', 'b', 'c']) {
      await tx.addArticles([
        { article: anArticle({ id: `${turn}${part}` }), keys: [`${turn}${part}`] },
      ])
      await new Promise(setImmediate)
    }
    const alert = anAlert({ id: `alert-${turn}` })
    await tx.addAlert(alert)
    await tx.enqueue(aDelivery(alert))
  })
  process.stdout.write(`${turn}\n`)
}

import { afterEach, beforeEach, describe } from 'vitest'
import type { Clock, Store } from '../../src/domain/ports.ts'
import { NOON } from '../support/things.ts'
import { keepsArticles } from './store/articles.ts'
import { queuesDeliveries } from './store/deliveries.ts'
import { keepsTheLedger } from './store/ledger.ts'
import { prunes } from './store/pruning.ts'
import { keepsReadersWishes } from './store/readers.ts'
import { leasesInOrder } from './store/leases.ts'
import { runsTransactions } from './store/transactions.ts'

/** A fresh, empty store before each test, and a clock that the test moves. */
export type Bench = { store: Store; now: number }

export type OpenStore = (clock: Clock) => Promise<Store>

/** What every implementation of Store must do. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`the store ${name}`, () => {
    const bench = { now: NOON } as Bench
    beforeEach(async () => {
      bench.now = NOON
      bench.store = await open({ now: () => bench.now })
    })
    afterEach(() => bench.store.close())

    runsTransactions(bench)
    keepsArticles(bench)
    queuesDeliveries(bench)
    leasesInOrder(bench)
    keepsTheLedger(bench)
    keepsReadersWishes(bench)
    prunes(bench)
  })
}

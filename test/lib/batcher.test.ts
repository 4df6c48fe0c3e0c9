import { expect, test } from 'vitest'
import { createBatcher } from '../../src/lib/batcher.ts'

function sizes(most: number, fails: (item: number) => boolean = () => false) {
  const batches: (readonly number[])[] = []
  const batcher = createBatcher<number, string>(
    most,
    (item) => item,
    async (items) => {
      batches.push(items)
      await Promise.resolve()
      if (items.some(fails)) throw new Error(`not ${items.join(' and ')}`)
      return items.map((item) => `done ${item}`)
    },
  )
  return { batches, batcher }
}

test('what waits while a batch runs shares the next one, up to its size, in order', async () => {
  const { batches, batcher } = sizes(10)
  const done = await Promise.all([1, 5, 5, 4, 20, 1, 2].map((item) => batcher.add(item)))
  expect(done).toEqual([1, 5, 5, 4, 20, 1, 2].map((item) => `done ${item}`))
  expect(batches).toEqual([[1], [5, 5], [4], [20], [1, 2]])
})

test('an item that fails harms none that shared its batch', async () => {
  const { batches, batcher } = sizes(10, (item) => item === 3)
  const found = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.add(item)))
  expect(found.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(found[2]).toMatchObject({ reason: new Error('not 3') })
  expect(batches).toEqual([[1], [2, 3, 4], [2], [3], [4]])
})

test('a batcher that has rested goes on', async () => {
  const { batches, batcher } = sizes(10)
  await batcher.add(1)
  await batcher.add(2)
  expect(batches).toEqual([[1], [2]])
})

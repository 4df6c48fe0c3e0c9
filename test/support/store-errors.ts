import { StoreError } from '../../src/domain/errors.ts'

/** The StoreError that `work` ends in. */
export async function storeErrorOf(work: () => unknown): Promise<StoreError> {
  try {
    await work()
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('It should have failed.')
}

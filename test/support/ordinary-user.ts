const NOBODY = 65_534

/** Rights mean nothing to root, as which containers run tests: such work is done as nobody. Not on Windows. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid?.(NOBODY)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

/**
 * What was made of the files the last time, so that a reload makes anew only what an edit touches. Everything kept
 * follows from its parts alone, so that a load with a memory comes to the same as one without.
 */
export type Memory = {
  /** Forgets what the load before the last one asked for and the last one did not. */
  begin(): void
  /** What `make` gives; what it gave before under this name, where all parts are the same values still. */
  keep<T>(name: string, parts: readonly unknown[], make: () => T): T
}

type Kept = { readonly parts: readonly unknown[]; readonly value: unknown }

export function createMemory(): Memory {
  let before = new Map<string, Kept>()
  let now = new Map<string, Kept>()
  return {
    begin() {
      before = now
      now = new Map()
    },
    keep<T>(name: string, parts: readonly unknown[], make: () => T): T {
      const kept = before.get(name)
      const isSame =
        kept?.parts.length === parts.length && kept.parts.every((part, at) => part === parts[at])
      const value = isSame ? (kept.value as T) : make()
      now.set(name, { parts, value })
      return value
    },
  }
}

/**
 * What goes wrong with a request. `lost-reply` and `hang-taken` do what was asked and never say so; `hang` and
 * `dropped` do nothing; `status` answers that.
 */
export type Fault = {
  readonly kind: 'lost-reply' | 'hang-taken' | 'hang' | 'dropped' | 'status'
  readonly status?: number
  readonly code?: number
  /** Of a 429, in seconds. */
  readonly retryAfter?: number
  readonly global?: boolean
  /** Only these requests. */
  readonly method?: string
  readonly path?: RegExp
  /** How many requests; 1 when left out. */
  readonly times?: number
}

/** Chances from 0 to 1 for each request that posts a message. */
export type FaultProfile = {
  readonly lostReply?: number
  readonly hang?: number
  readonly serverError?: number
  readonly seed?: number
}

export type Faults = {
  add(fault: Fault): void
  profile(profile: FaultProfile): void
  clear(): void
  /** The fault of this request, if it has one. */
  next(method: string, path: string): Fault | undefined
}

export function createFaults(): Faults {
  let planned: { fault: Fault; left: number }[] = []
  let chances: FaultProfile = {}
  let random = mulberry(1)

  function byChance(method: string, path: string): Fault | undefined {
    const isPost = method === 'POST' && /\/messages$|^\/webhooks\/\d+\/[^/]+$/.test(path)
    const isEdit = method === 'PATCH' && path.includes('/messages/')
    if (!isPost && !isEdit) return undefined
    const { lostReply = 0, hang = 0, serverError = 0 } = chances
    const drawn = random()
    if (drawn < lostReply) return { kind: 'lost-reply' }
    if (drawn < lostReply + hang) return { kind: random() < 0.5 ? 'hang' : 'hang-taken' }
    if (drawn < lostReply + hang + serverError) return { kind: 'status', status: 502 }
    return undefined
  }

  return {
    add: (fault) => void planned.push({ fault, left: fault.times ?? 1 }),
    profile(profile) {
      chances = profile
      random = mulberry(profile.seed ?? 1)
    },
    clear() {
      planned = []
      chances = {}
    },
    next(method, path) {
      const found = planned.find(
        ({ fault }) =>
          (fault.method ?? method) === method &&
          (fault.path === undefined || fault.path.test(path)),
      )
      if (!found) return byChance(method, path)
      found.left--
      if (found.left <= 0) planned = planned.filter((other) => other !== found)
      return found.fault
    },
  }
}

/** mulberry32: small, seedable, good enough for faults. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

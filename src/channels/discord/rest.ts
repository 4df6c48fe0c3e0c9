import type { REST } from 'discord.js'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** One request to Discord; the answer as it came. Throws what discord.js' REST throws. */
export type Request = (
  method: Method,
  path: `/${string}`,
  options?: { readonly body?: unknown; readonly query?: Readonly<Record<string, string>> },
) => Promise<unknown>

export type RestOptions = {
  readonly token: string
  /** Without version: https://discord.com/api */
  readonly api: string
  /** Milliseconds until a request is given up. */
  readonly timeout: number
}

/**
 * discord.js' REST for its knowledge of rate limits alone: it neither retries nor waits, the outbox decides.
 * Loaded at the first request, since discord.js costs 40 MB.
 */
export function createRequest({ token, api, timeout }: RestOptions): Request {
  let loading: Promise<REST> | undefined

  async function load(): Promise<REST> {
    const { REST } = await import('discord.js')
    return new REST({ version: '10', api, timeout, retries: 0, rejectOnRateLimit: () => true })
  }

  return async (method, path, { body, query } = {}) => {
    loading ??= load()
    const rest = await loading
    // After a 401 REST forgets its token; whether to try again is not for it to say.
    rest.setToken(token)
    return rest.request({
      method: method as Parameters<REST['request']>[0]['method'],
      fullRoute: path,
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
    })
  }
}

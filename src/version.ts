import { readFileSync } from 'node:fs'

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }

export { version }

/** Who asks: name, version and a way to reach whoever runs the bot (RFC 9110, 10.1.5). */
export function userAgent(contact: string): string {
  return `trucewatch/${version} (+${contact})`
}

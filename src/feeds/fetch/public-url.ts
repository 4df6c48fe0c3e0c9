const SECRET = /key|token|secret|passw|pwd|auth|sign|sig$|session|credential|code$/i

/** An address as it may be shown: without user and password, the values of what looks like a key as …. */
export function publicUrl(address: string): string {
  if (!URL.canParse(address)) return '(an address that cannot be read)'
  const url = new URL(address)
  const query = url.search
    .slice(1)
    .split('&')
    .map((pair) => (SECRET.test(pair.split('=')[0]!) ? `${pair.split('=')[0]}=…` : pair))
    .join('&')
  return `${url.protocol}//${url.host}${url.pathname}${query ? `?${query}` : ''}`
}

/** The same of what was meant as an address and cannot be read as one. */
export function publicText(address: string): string {
  return address
    .replace(/^([a-z][\w+.-]*:\/\/)?.*@/is, '$1…@')
    .replace(/\?.*/s, '?…')
    .slice(0, 80)
}

/** Whether an address holds what `publicUrl` leaves out. */
export function holdsSecret(address: string): boolean {
  return /\/\/[^/?#]*@/.test(address) || publicUrl(address).includes('=…')
}

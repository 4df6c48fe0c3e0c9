const ROOT = /<((?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex|channel|html))[\s>]/i

/**
 * Whether a document ends where it should. A cut one gives the entries that it has; its validators are not kept, since
 * the whole one may come under the same.
 */
export function isWhole(bytes: Uint8Array): boolean {
  const head = ascii(bytes.subarray(0, 4096)).trimStart()
  const tail = ascii(bytes.subarray(-4096)).trimEnd()
  if (/^[[{]/.test(head)) return /[\]}]$/.test(tail)
  const root = ROOT.exec(head)?.[1]?.toLowerCase()
  return root !== undefined && tail.toLowerCase().includes(`</${root}`)
}

/** Enough of any encoding to see tags: UTF-16 has a zero byte beside each letter. */
function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^\W{2,3}(?=[<{[])/, '')
}
